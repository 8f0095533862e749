"""Codes of reading tables of facts and subjects: files, sheets, headers, rows."""

TITLES = ("数据表的读入", "Reading tables")

TABLE = """
archive-too-large error
    解开后太大 | 分成几个文件
    too large once unpacked | split it

bad-json error
    这一行不是完整的对象 | 每行写一个 {…}
    the line is no complete object | one {…} a line

cannot-write error
    写不了文件 | 核对文件夹、权限和磁盘
    the file cannot be written | check folder, permissions and disk

beyond-sheet error
    超出了工作表的行数或列数 | 删去表外多余的行和列
    beyond the last row or column of a sheet | delete what is outside the table

cell-too-long error
    一格太长 | 核对引号；长文放到附件
    a cell that is too long | check quotes; attach long texts

circular-parents error
    上级绕成了圈 | 改正其中一处
    superiors form a circle | correct one

damaged-file error
    文件不完整或已损坏 | 重新导出
    the file is damaged | export it again

duplicate-header error
    列名出现两次 | 每个列名一列
    a header stands twice | one column each

duplicate-subject error
    一个对象有两行，有效期重叠 | 只留一行，或写自、至
    two rows of one subject overlap in time | keep one, or date them

empty-subject error
    没有写对象 | 写上
    a row without its subject | write it

file-given-twice warning
    同一个文件给了两次 | 只给一次
    one file given twice | give it once

file-is-folder error
    给的是文件夹 | 给里面的文件
    a folder instead of a file | give the files in it

file-missing error
    没有这个文件 | 核对路径
    no such file | check the path

has-external-links note
    引用了别的文件，没有去取 | 先在表格软件里更新
    links to other files were not followed | update them first

has-macros note
    有宏，没有运行 | 不必处理
    macros were not run | nothing to do

header-typo error
    列名与约定的只差一个字 | 改正，或换一个不相近的
    a header within one edit of a known one | correct it, or choose another

hidden-sheet warning
    隐藏的工作表也读了 | 不该计入就删去
    a hidden sheet was read too | delete it if it must not count

merged-value warning note
    合并单元格的值只算一格 | 拆开后填全
    a merged cell counts once | unmerge and fill in

more-problems error warning note
    还有同样的问题没有列出 | 改正后再检查
    more of the same were not listed | mend these and check again

no-header error
    没有找到列名 | 在数据上方写列名
    no headers were found | write them above the data

not-a-file error
    不是普通文件 | 先存成文件
    not a regular file | save it as one

own-parent error
    上级写成了自己 | 改成真正的上级
    a subject is its own superior | correct it

parquet-not-installed error
    没有安装读 Parquet 的库 | 安装，或改用 CSV
    the library for Parquet is not installed | install it, or use CSV

password-protected error
    文件加了密码 | 去掉密码后另存
    the file has a password | save it without one

ragged-row error warning
    一行的格数比列名多 | 核对分隔符和引号
    a row with more cells than headers | check separators and quotes

repeated-header warning note
    表头重复出现，没有当数据 | 不必处理，或删去
    the header stands again among the rows | delete it

reserved-subject error
    这个词不能作对象的名字 | 换一个名字
    the word cannot name a subject | choose another

same-content warning
    两个文件内容相同，都读了 | 只给一个
    two files with the same content were both read | give one

sheet-without-header note
    一张工作表没有列名，没有读 | 有数据就写上列名
    a sheet without headers was not read | add them if it holds data

stray-quote error
    收尾的引号后面还有文字 | 里面的引号写两个
    text behind a closing quote | double the quotes inside

too-many-cells error
    格数太多 | 删去没有用的列，或分成几个文件
    too many cells | drop columns, or split the file

too-many-rows error
    行数太多 | 分成几个文件
    too many rows | split the file

unknown-parent warning
    上级不在对象表里 | 核对名字，或加一行
    the superior is not in the table | check the name, or add it

unknown-suffix error
    不知道是什么格式 | 用列出的结尾
    an unknown format | use one of the suffixes

unnamed-column warning note
    有数据的列没有列名 | 写上列名
    a column with data and no header | name it

wrong-encoding error
    不是 UTF-8 也不是 GB 18030 | 另存为 UTF-8
    neither UTF-8 nor GB 18030 | save it as UTF-8
"""
