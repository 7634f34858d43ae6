const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character)
}

/** A whole page around a body that is already HTML. */
export function htmlPage(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="data:,">
<style>
:root { color-scheme: light dark }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
ul { list-style: none; padding: 0 }
li { margin: .5rem 0 }
a { color: LinkText }
button { font: inherit; padding: .5rem 1rem; min-width: 8rem; cursor: pointer }
:focus-visible { outline: 3px solid Highlight; outline-offset: 2px }
table { border-collapse: collapse; font: 13px/1.5 ui-monospace, monospace }
td { padding: 0 .75rem 0 0; vertical-align: top; white-space: pre-wrap; overflow-wrap: anywhere }
td:first-child { text-align: right; user-select: none; white-space: nowrap }
tr:target, tr.chosen { background: Mark; color: MarkText }
tr:target a, tr.chosen a { color: MarkText }
</style>
</head>
<body>
<main>
${body}
</main>
</body>
</html>
`
}
