"""A page in which a person reviews results: one file for a browser, that loads nothing and asks nobody.

    page(collect(records), texts_of(records, places).found)

- `texts` finds the articles again that the records were read from
- `content` is what the page holds, as data
- `page` puts data, script and style into one file under a policy that lets nothing else run
"""

from __future__ import annotations
