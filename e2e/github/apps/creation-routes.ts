import type { Context, Hono } from 'hono'
import { z } from 'zod'
import type { UserDescription } from '../organisation'
import type { ServerEnv } from '../server-env'
import type { Services } from '../services'
import { guardPage, isOwnForm, signedIn, signIn } from '../web/browser-session'
import { notFoundPage } from '../web/page-bodies'
import { createdPage, creationPage, problemPage } from './creation-pages'
import { Manifest, manifestOfQuery, newAppOf } from './manifest'
import { addApp } from './registration'

/** Creating an App on pages: from a link with everything filled in, or from a manifest. */
export function routeAppCreation(app: Hono<ServerEnv>, services: Services): void {
  const { host, manifests } = services

  for (const prefix of ['/settings/apps', '/organizations/:org/settings/apps']) {
    app.get(`${prefix}/new`, (c) => ask(c, manifestOfQuery(new URL(c.req.url).searchParams)))

    app.post(`${prefix}/new`, async (c) => {
      const { manifest } = await c.req.parseBody()
      return ask(c, parseJson(manifest))
    })

    app.post(prefix, async (c) => {
      const form = await c.req.parseBody()
      const user = host.findUser(String(form.login))
      const allowed = user && whoMay(c).some(({ login }) => login === user.login)
      const parsed = Manifest.safeParse(parseJson(form.manifest))
      guardPage(c)
      if (!user || !allowed || !isOwnForm(services, c)) return c.html(notFoundPage(), 404)
      if (!parsed.success) return invalid(c, parsed.error)
      signIn(services, c, user)
      const name = String(form.name ?? parsed.data.name ?? '').trim()
      if (host.description.apps.some((each) => each.name.toLowerCase() === name.toLowerCase())) {
        return c.html(problemPage('Name is already taken', `There is an App called ${name}; choose another name.`), 422)
      }
      const registered = await addApp(host, newAppOf({ ...parsed.data, name }, c.req.param('org') ?? user.login))
      if (!parsed.data.redirect_url) return c.html(createdPage(registered))
      const target = new URL(parsed.data.redirect_url)
      target.searchParams.set('code', manifests.issue(registered))
      if (form.state) target.searchParams.set('state', String(form.state))
      return c.redirect(target.href, 302)
    })
  }

  function ask(c: Context<ServerEnv>, raw: unknown) {
    guardPage(c)
    const people = whoMay(c)
    const [person] = people
    if (!person) return c.html(notFoundPage(), 404)
    const parsed = Manifest.safeParse(raw)
    if (!parsed.success) return invalid(c, parsed.error)
    const org = c.req.param('org')
    const action = `${org ? `/organizations/${org}` : ''}/settings/apps`
    const owner = org ?? (people.length === 1 ? person.login : 'whoever creates it')
    return c.html(creationPage({ manifest: parsed.data, owner, state: c.req.query('state'), action, people }))
  }

  /** Owners for their organisation, everybody for themselves; the one who is signed in, when somebody is. */
  function whoMay(c: Context<ServerEnv>): UserDescription[] {
    const org = c.req.param('org')
    const organisation = org === undefined ? undefined : host.findOrganisation(org)
    if (org !== undefined && !organisation) return []
    const owners = organisation?.members.filter(({ role }) => role === 'admin').map(({ login }) => login)
    const viewer = signedIn(services, c)
    return host.description.users.filter(
      ({ login }) => (owners?.includes(login) ?? true) && (!viewer || viewer.login === login),
    )
  }
}

function invalid(c: Context<ServerEnv>, error: z.ZodError): Response | Promise<Response> {
  return c.html(problemPage('The App can not be created', z.prettifyError(error)), 422)
}

function parseJson(text: unknown): unknown {
  try {
    return JSON.parse(String(text))
  } catch {
    return undefined
  }
}
