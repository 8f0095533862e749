"""Codes of reading a file as YAML: encoding, punctuation, indentation, traps."""

TITLES = ("写法", "Writing")

TABLE = """
bad-block-text error
    表示多行文字的符号后面又写了字 | 文字从下一行写起
    text right behind the sign that opens a text of several lines | begin the text on the next line

bad-escape error
    双引号里的反斜杠后面不是认得的转义 | 改用单引号，或把反斜杠写两次
    an escape in double quotes that does not exist | use single quotes, or double the backslash

bad-indentation error
    缩进对不上 | 同一层左边对齐，下一层多缩进两格
    the indentation fits no level | align one level, indent the next by two spaces

control-character error
    有不可见或不允许的字符 | 删去它（多半是粘贴来的）
    a character that does not show or is not allowed | delete it; it was probably pasted

duplicate-key error
    同一个键写了两次（或中英文各一次） | 只留一个
    one key written twice, or once in each language | keep one

empty-file error
    文件里没有内容 | 确认选对了文件
    the file says nothing | check that it is the right file

file-changed error
    读的时候文件正被改动 | 等别的程序保存完再运行
    the file changed while it was read | wait until it is saved and try again

file-too-large error
    文件大得不像方案或数据表 | 确认选对了文件；数据分成几个文件
    the file is larger than any scheme or table | check the file; split tables

file-unreadable error
    读不了这个文件 | 检查路径、文件名和权限
    the file cannot be read | check path, name and permissions

fullwidth-bracket error warning
    用了全角括号 | 列表和一组键用英文括号；文字加引号
    full-width brackets | use half-width ones for lists and blocks, quotes for text

fullwidth-colon error warning
    用了全角冒号 | 改成英文冒号加一个空格
    a full-width colon | write a half-width colon and a space

fullwidth-comma error warning
    括号里用了全角逗号或顿号 | 改成英文逗号加一个空格
    a full-width comma between brackets | write a half-width comma and a space

fullwidth-quote error warning
    用了全角引号 | 改成英文引号
    full-width quotation marks | use half-width ones

fullwidth-space error
    开头或末尾是全角空格 | 改用普通空格
    a full-width space at the edge of a text | use ordinary spaces

key-too-long error
    键长得像一句话 | 键用短名，文字写在冒号后面
    a key as long as a sentence | use a short key, write the text behind the colon

list-and-keys error
    列表里混进了别的行 | 各项都以 - 开头并对齐
    other lines among the items of a list | begin each item with - and align them

missing-colon error
    看来是键，却没有冒号 | 在键后面写冒号加一个空格
    what looks like a key has no colon | write a colon and a space behind it

missing-comma error
    括号里两项之间少了逗号 | 各项之间写英文逗号
    no comma between two items | write a comma between them

missing-item error
    逗号前面少了一项 | 补上，或删去多余的逗号
    an item is missing before a comma | add it, or delete the comma

missing-space-after-colon error
    冒号后面没有空格 | 加一个空格；若是文字，加引号
    no space behind a colon | add a space, or quote the text

needs-quotes error
    这样的文字要加引号 | 给整段文字加英文引号
    such a text needs quotation marks | quote the whole text

not-utf8 error
    文件不是 UTF-8 编码 | 用编辑器另存为 UTF-8
    the file is not in UTF-8 | save it as UTF-8

stray-bracket error
    收尾的括号没有开头 | 删去它，或补上开头
    a closing bracket without an opening one | delete it, or add the opening one

tab error
    用了制表符 | 改用空格
    a tab character | use spaces

text-after-end error
    引号、括号或全文收尾之后又有文字 | 把整段包起来，或移走
    text behind a closing quote, bracket or the whole | enclose all of it, or move it

too-deep error
    嵌套太深 | 减少层次；检查多余的括号
    nested too deeply | use fewer levels; check for stray brackets

unclosed-bracket error
    括号没有收尾 | 补上收尾的括号
    a bracket is not closed | close it

unclosed-quote error
    引号没有收尾 | 补上同样的引号
    a quotation mark is not closed | close it with the same mark

yaml-anchor error
    不用 YAML 的锚点和引用 | 把内容写全，或用「模板」
    YAML anchors and aliases are not used | write it out, or use a template

yaml-directive error
    一行以 % 开头，会被当成指令 | 删去；若是文字，加引号
    a line that begins with % reads as a directive | delete it, or quote the text

yaml-key error
    冒号前面没有键，或键不是文字 | 写上键
    no key before the colon, or a key that is no text | write a key

yaml-merge error
    不用 YAML 的合并键 << | 写全，或用「模板」「基于」
    YAML's merge key is not used | write it out, or use a template or an overlay

yaml-multiple-documents error
    一个文件里有几份文档 | 一个文件只写一份
    several documents in one file | one document a file

yaml-number-trap error warning
    没有加引号，许多软件会悄悄读成别的值 | 文字加引号；数写成普通小数
    unquoted, other software would silently read another value | quote text, write plain decimals

yaml-syntax error
    不合 YAML 的写法 | 检查这一行和上一行
    not the syntax of YAML | check this line and the one above

yaml-tag error
    不用 YAML 的类型标记 | 删去以 ! 开头的标记
    YAML tags are not used | delete what begins with !
"""
