import type { OrganisationDescription, UserDescription } from '../organisation'
import { escapeHtml, htmlPage } from '../web/html'
import { type AppDescription, covers, type InstallationDescription, permissionsOf } from './app-description'

/** Above this many, repositories are named instead of ticked. */
const MOST_BOXES = 200

/** Who an App is, for people who might install it. */
export function appPage({ name, slug, description, url }: AppDescription): string {
  const body = `<h1>${escapeHtml(name)}</h1>
<p>${escapeHtml(description ?? '')}</p>
<p><a href="${escapeHtml(url)}">${escapeHtml(url)}</a></p>
<p><a href="/apps/${escapeHtml(slug)}/installations/new">Install</a></p>`
  return htmlPage(name, body)
}

/** Where a person may install an App. */
export function targetsPage(
  app: AppDescription,
  viewer: UserDescription,
  organisations: readonly OrganisationDescription[],
  state: string | undefined,
): string {
  const rows = organisations.map(({ id, login, name }) => {
    const installed = app.installations.find(({ organisation }) => organisation.toLowerCase() === login.toLowerCase())
    const query = new URLSearchParams({ target_id: String(id), ...(state && { state }) })
    const href = installed
      ? `/organizations/${login}/settings/installations/${installed.id}`
      : `/apps/${app.slug}/installations/new/permissions?${query}`
    return `<li><a href="${escapeHtml(href)}">${escapeHtml(name)}</a> ${installed ? 'Configure' : ''}</li>`
  })
  const title = `Install ${app.name}`
  const body = `<h1>${escapeHtml(title)}</h1>
<p>Signed in as ${escapeHtml(viewer.login)}.</p>
${rows.length > 0 ? `<p>Where?</p>\n<ul>${rows.join('\n')}</ul>` : '<p>You own no organisation where it could be installed.</p>'}`
  return htmlPage(title, body)
}

/** What an App will reach and may do, to agree to. */
export function installPage(
  app: AppDescription,
  organisation: OrganisationDescription,
  state: string | undefined,
): string {
  const title = `Install ${app.name} on ${organisation.name}`
  const body = `<h1>${escapeHtml(title)}</h1>
<form method="post" action="/apps/${escapeHtml(app.slug)}/installations">
<input type="hidden" name="target_id" value="${organisation.id}">
<input type="hidden" name="state" value="${escapeHtml(state ?? '')}">
${selection(organisation, undefined)}
${permissionList(app.permissions)}
<p><button type="submit">Install</button></p>
</form>`
  return htmlPage(title, body)
}

/** An installation as it is, and what its owners can change. */
export function configurePage(
  app: AppDescription,
  installation: InstallationDescription,
  organisation: OrganisationDescription,
): string {
  const title = `${app.name} on ${organisation.name}`
  const action = `/organizations/${organisation.login}/settings/installations/${installation.id}`
  const other = installation.suspended ? ['unsuspend', 'Unsuspend'] : ['suspend', 'Suspend']
  const body = `<h1>${escapeHtml(title)}</h1>
${installation.suspended ? '<p>This installation is suspended.</p>' : ''}
<form method="post" action="${escapeHtml(action)}">
${selection(organisation, installation)}
${permissionList(permissionsOf(app, installation))}
<p><button type="submit" name="do" value="save">Save</button>
<button type="submit" name="do" value="${other[0]}">${other[1]}</button>
<button type="submit" name="do" value="uninstall">Uninstall</button></p>
</form>`
  return htmlPage(title, body)
}

function selection(
  { repositories }: OrganisationDescription,
  installation: InstallationDescription | undefined,
): string {
  const isAll = !installation || installation.repositories === 'all'
  const names = repositories.map(({ name }) => name).sort()
  const chosen = (name: string) => !isAll && installation !== undefined && covers(installation, name)
  const choices =
    names.length <= MOST_BOXES
      ? `<ul>${names.map((name) => checkbox(name, chosen(name))).join('\n')}</ul>`
      : `<p><label>Names, one a line<br><textarea name="names" rows="10" cols="60">${escapeHtml(names.filter(chosen).join('\n'))}</textarea></label></p>`
  return `<fieldset><legend>Repositories</legend>
<p><label><input type="radio" name="selection" value="all"${isAll ? ' checked' : ''}> All repositories</label></p>
<p><label><input type="radio" name="selection" value="selected"${isAll ? '' : ' checked'}> Only select repositories</label></p>
${choices}
</fieldset>`
}

function checkbox(name: string, isChecked: boolean): string {
  const checked = isChecked ? ' checked' : ''
  return `<li><label><input type="checkbox" name="repositories" value="${escapeHtml(name)}"${checked}> ${escapeHtml(name)}</label></li>`
}

function permissionList(permissions: Record<string, string>): string {
  const rows = Object.entries(permissions).map(
    ([name, level]) => `<li><code>${escapeHtml(`${name}: ${level}`)}</code></li>`,
  )
  return `<h2>Permissions</h2>\n<ul>${rows.join('\n')}</ul>`
}
