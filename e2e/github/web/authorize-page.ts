import type { UserDescription } from '../organisation'
import { escapeHtml, htmlPage } from './html'

/** The page that asks who signs in; `fields` travel through the form unchanged. */
export function authorizePage(clientId: string, people: readonly UserDescription[], fields: Record<string, string>) {
  const hidden = Object.entries(fields).map(
    ([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`,
  )
  const title = 'Sign in to local GitHub'
  return htmlPage(
    title,
    `<h1>${title} as …</h1>
<p><strong>${escapeHtml(clientId)}</strong> asks to know who you are and which repositories you may read.
There are no passwords here: choose a person.</p>
<form method="post" action="/login/oauth/authorize">
${hidden.join('\n')}
<ul>
${people.map(personRow).join('\n')}
</ul>
<p><button type="submit" name="cancel" value="1">Cancel</button></p>
</form>`,
  )
}

function personRow({ login, name }: UserDescription, index: number): string {
  const id = `person-${index}`
  const focus = index === 0 ? ' autofocus' : ''
  const value = escapeHtml(login)
  return `<li><button type="submit" name="login" value="${value}" aria-describedby="${id}"${focus}>${value}</button>
<span id="${id}">${escapeHtml(name ?? '')}</span></li>`
}
