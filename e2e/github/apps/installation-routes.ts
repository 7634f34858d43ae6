import type { Context, Hono } from 'hono'
import { same } from '../names'
import type { OrganisationDescription, UserDescription } from '../organisation'
import type { ServerEnv } from '../server-env'
import type { Services } from '../services'
import { roleIn } from '../visibility'
import { guardPage, isOwnForm, signedIn } from '../web/browser-session'
import { notFoundPage } from '../web/page-bodies'
import { type AppDescription, covers, type InstallationDescription } from './app-description'
import { appPage, configurePage, installPage, targetsPage } from './installation-pages'

/** Installing an App on an organisation and changing an installation, for the organisation's owners. */
export function routeInstallationPages(app: Hono<ServerEnv>, services: Services): void {
  const { host, changes } = services

  app.get('/apps/:slug', (c) => {
    const found = findApp(c)
    return found ? c.html(appPage(found)) : c.html(notFoundPage(), 404)
  })

  app.get('/apps/:slug/installations/new', (c) =>
    forOwner(c, (viewer, found) => {
      const organisations = ownedBy(viewer).filter((each) => mayHave(found, each))
      return c.html(targetsPage(found, viewer, organisations, c.req.query('state')))
    }),
  )

  app.get('/apps/:slug/installations/new/permissions', (c) =>
    forOwner(c, (viewer, found) => {
      const organisation = target(viewer, found, c.req.query('target_id'))
      return organisation ? c.html(installPage(found, organisation, c.req.query('state'))) : c.html(notFoundPage(), 404)
    }),
  )

  app.post('/apps/:slug/installations', (c) =>
    forOwner(c, async (viewer, found) => {
      const form = await c.req.parseBody({ all: true })
      const organisation = target(viewer, found, String(form.target_id))
      if (!organisation || !isOwnForm(services, c)) return c.html(notFoundPage(), 404)
      const { id } = await changes.apply({
        change: 'install-app',
        app: found.slug,
        owner: organisation.login,
        repositories: chosenIn(organisation, form),
        sender: viewer.login,
      })
      return leave(c, found, organisation, Number(id), 'install', String(form.state ?? ''))
    }),
  )

  app.get('/organizations/:org/settings/installations/:id', (c) =>
    forInstallation(c, (_, found, installation, organisation) =>
      c.html(configurePage(found, installation, organisation)),
    ),
  )

  app.post('/organizations/:org/settings/installations/:id', (c) =>
    forInstallation(c, async ({ login: sender }, found, installation, organisation) => {
      const form = await c.req.parseBody({ all: true })
      if (!isOwnForm(services, c)) return c.html(notFoundPage(), 404)
      const { id } = installation
      if (form.do === 'uninstall') {
        await changes.apply({ change: 'uninstall-app', installation: id, sender })
        return c.redirect(`/apps/${found.slug}`, 303)
      }
      if (form.do === 'suspend') await changes.apply({ change: 'suspend-installation', installation: id, sender })
      else if (form.do === 'unsuspend') {
        await changes.apply({ change: 'unsuspend-installation', installation: id, sender })
      } else await select(installation, organisation, chosenIn(organisation, form), sender)
      if (form.do === 'save' && found.setupOnUpdate) return leave(c, found, organisation, id, 'update', '')
      return c.redirect(c.req.path, 303)
    }),
  )

  async function select(
    installation: InstallationDescription,
    { repositories }: OrganisationDescription,
    wanted: 'all' | string[],
    sender: string,
  ): Promise<void> {
    const { id } = installation
    if (wanted === 'all') {
      if (installation.repositories === 'all') return
      await changes.apply({ change: 'select-all-repositories', installation: id, sender })
      return
    }
    const now = repositories.map(({ name }) => name).filter((name) => covers(installation, name))
    const lost = now.filter((name) => !wanted.includes(name))
    const gained = wanted.filter((name) => !now.includes(name))
    if (lost.length > 0 || installation.repositories === 'all') {
      await changes.apply({ change: 'remove-installation-repositories', installation: id, repositories: lost, sender })
    }
    if (gained.length > 0) {
      await changes.apply({ change: 'add-installation-repositories', installation: id, repositories: gained, sender })
    }
  }

  function leave(
    c: Context<ServerEnv>,
    { setupUrl }: AppDescription,
    { login }: OrganisationDescription,
    id: number,
    action: 'install' | 'update',
    state: string,
  ): Response {
    if (!setupUrl) return c.redirect(`/organizations/${login}/settings/installations/${id}`, 303)
    const to = new URL(setupUrl)
    to.searchParams.set('installation_id', String(id))
    to.searchParams.set('setup_action', action)
    if (state) to.searchParams.set('state', state)
    return c.redirect(to.href, 302)
  }

  type Answer = Response | Promise<Response>

  function forOwner(c: Context<ServerEnv>, work: (viewer: UserDescription, app: AppDescription) => Answer): Answer {
    guardPage(c)
    const found = findApp(c)
    if (!found) return c.html(notFoundPage(), 404)
    const viewer = signedIn(services, c)
    return viewer ? work(viewer, found) : askWho(c)
  }

  function forInstallation(
    c: Context<ServerEnv>,
    work: (
      viewer: UserDescription,
      app: AppDescription,
      installation: InstallationDescription,
      organisation: OrganisationDescription,
    ) => Answer,
  ): Answer {
    guardPage(c)
    const viewer = signedIn(services, c)
    if (!viewer) return askWho(c)
    const found = host.findInstallation(Number(c.req.param('id')))
    const organisation = ownedBy(viewer).find(({ login }) => same(login, c.req.param('org')))
    if (!found || !organisation || !same(organisation.login, found.installation.organisation)) {
      return c.html(notFoundPage(), 404)
    }
    return work(viewer, found.app, found.installation, organisation)
  }

  function askWho(c: Context<ServerEnv>): Response {
    const { pathname, search } = new URL(c.req.url)
    return c.redirect(`/login?${new URLSearchParams({ return_to: pathname + search })}`, 302)
  }

  function findApp(c: Context<ServerEnv>): AppDescription | undefined {
    return host.description.apps.find(({ slug }) => slug === c.req.param('slug'))
  }

  function ownedBy({ login }: UserDescription): OrganisationDescription[] {
    return host.description.organisations.filter((organisation) => roleIn(organisation, login) === 'admin')
  }

  function target(viewer: UserDescription, found: AppDescription, id: string | undefined) {
    const organisation = ownedBy(viewer).find((each) => String(each.id) === id)
    return organisation && mayHave(found, organisation) ? organisation : undefined
  }
}

/** A private App is for its owner only. */
function mayHave({ public: isPublic, owner }: AppDescription, { login }: OrganisationDescription): boolean {
  return isPublic || same(login, owner)
}

type Form = Record<string, string | File | (string | File)[]>

function chosenIn({ repositories }: OrganisationDescription, form: Form): 'all' | string[] {
  if (form.selection !== 'selected') return 'all'
  const typed = typeof form.names === 'string' ? form.names.split(/\s+/) : []
  const wanted = new Set([form.repositories ?? [], typed].flat().map(String))
  return repositories.map(({ name }) => name).filter((name) => wanted.has(name))
}
