# build/web/site: what a web server hands out. Target: site.
