"""The small invented scheme with English keys: grading, a veto, a tie at the quota, a gap."""

from __future__ import annotations

SCHEME = """\
scheme: Appraisal of townships
id: townships
version: "2025.1"
effective: 2025-01-01
basis: Appraisal rules
subjects: {kinds: [township]}
items:
  Economy:
    points: 60
    clause: Article 1
    items:
      Revenue:
        points: 40
        scoring: proportional
        range: 1..100000
        undefined: 0
        supplier: Finance Bureau
        clause: Article 1(1)
      Petitions: {points: 20, scoring: {deduct: 2}, range: 0..100, clause: Article 1(2)}
  Review:
    points: 40
    clause: Article 2
    reading: Each leader gives 0 to 100 points.
    panel:
      raters:
        leaders: {weight: 60%, minimum: 1}
        departments: {weight: 40%, minimum: 1}
bonus:
  clause: Article 3
  cap: 3
  items:
    Awards:
      rows: {given_by: [city, province]}
      per_row: look up(awards, given_by)
      gather: sum
      supplier: Township Office
facts:
  accidents: {type: number, range: 0..100, supplier: Safety Committee}
tables:
  awards: {keys: [given_by], clause: Article 3, cells: {city: 1, province: 2}}
grades:
  Excellent:
    floor: 90
    quota: 1..1
    order: [total desc]
    ties: refer Leading Group
    clause: Article 4
  Qualified: {floor: 60, clause: Article 5}
  Unqualified: otherwise
vetoes:
  Major accident:
    condition: accidents >= 1
    authority: Safety Committee
    domain: safety
    clause: Article 6
    effects: [{cap: Unqualified}, {bar: [unit]}]
consequences:
  - id: praise
    text: public praise
    condition: grade = "Excellent"
    authority: County Government
    clause: Article 7
examples:
  - id: ratio
    given: [{subject: Ashby, key: Revenue, period: 2025, value: 850, target: 1000}]
    expected: {Revenue: 34}
"""

#: Ashby 40 + 18 + 34.4 + 2 = 94.4, and so has Barton; Corley is vetoed; Denby lacks its revenue.
FACTS = """\
subject,period,key,value,target,rater_class,rater,given_by,date,document,issuer,id,evidence
Ashby,2025,Revenue,1200,1000,,,,,Fin 2026-1,Finance Bureau,,final accounts
Ashby,2025,Petitions,1,,,,,,,,,
Ashby,2025,Review,90,,leaders,,,,,,,
Ashby,2025,Review,80,,departments,,,,,,,
Ashby,,Awards,,,,,province,2025-05-01,Prov 2025-1,Province,award-1,
Ashby,2025,accidents,0,,,,,,,,,
Barton,2025,Revenue,1200,1000,,,,,,,,
Barton,2025,Petitions,1,,,,,,,,,
Barton,2025,Review,90,,leaders,,,,,,,
Barton,2025,Review,80,,departments,,,,,,,
Barton,,Awards,,,,,province,2025-05-01,,,award-2,
Barton,2025,accidents,0,,,,,,,,,
Corley,2025,Revenue,850,1000,,,,,,,,
Corley,2025,Petitions,0,,,,,,,,,
Corley,2025,Review,90,,leaders,,,,,,,
Corley,2025,Review,90,,departments,,,,,,,
Corley,2025,accidents,2,,,,,,,,,safety report
Denby,2025,Petitions,1,,,,,,,,,
Denby,2025,Review,80,,leaders,,,,,,,
Denby,2025,Review,80,,departments,,,,,,,
Denby,2025,accidents,0,,,,,,,,,
"""

SUBJECTS = (
    "subject,name,kind,group\n"
    "Ashby,,township,hills\nBarton,,township,hills\nCorley,,township,hills\nDenby,,township,hills\n"
)
