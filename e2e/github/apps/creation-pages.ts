import type { UserDescription } from '../organisation'
import { escapeHtml, htmlPage } from '../web/html'
import type { Manifest } from './manifest'
import type { RegisteredApp } from './registration'

interface Creation {
  manifest: Manifest
  /** Login of the person or organisation it will belong to. */
  owner: string
  state: string | undefined
  /** Where the form goes. */
  action: string
  /** Who may create it here: one when somebody is signed in. */
  people: readonly UserDescription[]
}

/** What is about to be created, for a person to agree to. */
export function creationPage({ manifest, owner, state, action, people }: Creation): string {
  const { name, url, description, hook_attributes: hook, callback_urls: callbacks = [], setup_url: setup } = manifest
  const facts: [string, string][] = [
    ['Belongs to', owner],
    ['Homepage', url],
    ['Description', description ?? ''],
    ['Callback addresses', callbacks.join(' ')],
    ['Setup address', setup ?? ''],
    ['Webhook', hook?.url ?? 'none'],
    ['Who may install it', manifest.public ? 'everybody' : `only ${owner}`],
  ]
  const permissions = Object.entries({ metadata: 'read', ...manifest.default_permissions })
  const body = `<h1>Create a GitHub App</h1>
<form method="post" action="${escapeHtml(action)}">
<input type="hidden" name="manifest" value="${escapeHtml(JSON.stringify(manifest))}">
<input type="hidden" name="state" value="${escapeHtml(state ?? '')}">
<p><label>Name <input name="name" required maxlength="34" value="${escapeHtml(name ?? '')}"></label></p>
<dl>${facts
    .filter(([, value]) => value)
    .map(definition)
    .join('\n')}</dl>
<h2>Permissions</h2>
${list(permissions.map(([resource, level]) => `${resource}: ${level}`))}
<h2>Events</h2>
${manifest.default_events.length > 0 ? list(manifest.default_events) : '<p>None.</p>'}
${people.map(createButton).join('\n')}
</form>`
  return htmlPage('Create a GitHub App', body)
}

/** An App's credentials, which are not shown again. */
export function createdPage({ app, privateKey }: RegisteredApp): string {
  const facts: [string, string][] = [
    ['App ID', String(app.id)],
    ['Client ID', app.clientId],
    ['Client secret', app.clientSecret],
    ['Webhook secret', app.webhook?.secret ?? 'none'],
  ]
  const body = `<h1>${escapeHtml(app.name)}</h1>
<p>The App exists. Its secrets are shown on this page and never again.</p>
<dl>${facts.map(definition).join('\n')}</dl>
<h2>Private key</h2>
<pre>${escapeHtml(privateKey)}</pre>
<p><a href="/apps/${escapeHtml(app.slug)}/installations/new">Install it</a></p>`
  return htmlPage(app.name, body)
}

export function problemPage(title: string, problem: string): string {
  return htmlPage(title, `<h1>${escapeHtml(title)}</h1>\n<p>${escapeHtml(problem)}</p>`)
}

function createButton({ login }: UserDescription): string {
  const name = escapeHtml(login)
  return `<p><button type="submit" name="login" value="${name}">Create GitHub App as ${name}</button></p>`
}

function definition([name, value]: [string, string]): string {
  return `<dt>${escapeHtml(name)}</dt><dd><code>${escapeHtml(value)}</code></dd>`
}

function list(items: readonly string[]): string {
  return `<ul>${items.map((item) => `<li><code>${escapeHtml(item)}</code></li>`).join('\n')}</ul>`
}
