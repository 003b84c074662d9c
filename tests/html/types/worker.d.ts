/** The name of the build: /sw.js says it before the script (app/web/offline). */
declare const BUILD: string;
