"""The machinery that makes the documentation: pages generated from the package, checked, and built to HTML.

``python -m docs.site`` assembles the hand-written pages of ``docs/`` and the generated ones in ``build/docs/pages``,
builds them to ``build/docs/html`` and counts them. What is a number on a page is computed on the way, or checked.
"""
