/**
 * What the GitHub App may do and is told: the one place for the command that creates it, the page that explains it and
 * the link that fills in GitHub's form.
 */

/**
 * @typedef {object} Permission
 * @property {string} name as GitHub's API calls it
 * @property {string} title as GitHub's pages call it
 * @property {'read' | 'write'} level
 * @property {string} why
 */

/** @type {readonly Permission[]} */
export const neededPermissions = [
  { name: 'metadata', title: 'Metadata', level: 'read', why: 'To list repositories with their names and languages.' },
  {
    name: 'contents',
    title: 'Contents',
    level: 'read',
    why: 'To read the code that is judged. Nothing is ever pushed.',
  },
  {
    name: 'members',
    title: 'Members (organisation)',
    level: 'read',
    why: 'To know who belongs to the organisation and to which teams, so that each person sees what is theirs.',
  },
]

/** @typedef {'checks' | 'issues' | 'signals'} Extra */

/** What can be granted besides, each by itself. */
export const extras = /** @type {Readonly<Record<Extra, { title: string, permissions: readonly Permission[] }>>} */ ({
  checks: {
    title: 'Checks on pull requests',
    permissions: [
      { name: 'checks', title: 'Checks', level: 'write', why: 'To show the score before and after on a pull request.' },
      {
        name: 'pull_requests',
        title: 'Pull requests',
        level: 'read',
        why: 'To hear of pull requests, and to name the one that changed a verdict.',
      },
    ],
  },
  issues: {
    title: 'Issues for gaps',
    permissions: [
      {
        name: 'issues',
        title: 'Issues',
        level: 'write',
        why: 'To open an issue when you ask for it, and to close it.',
      },
    ],
  },
  signals: {
    title: 'GitHub’s own signals',
    permissions: [
      {
        name: 'administration',
        title: 'Administration',
        level: 'read',
        why: 'To tell how branches are protected, and whether Dependabot and secret scanning are switched on.',
      },
      {
        name: 'security_events',
        title: 'Code scanning alerts',
        level: 'read',
        why: 'To tell whether code scanning runs. The alerts themselves are not read.',
      },
      { name: 'checks', title: 'Checks', level: 'read', why: 'To tell how the last run of CI ended.' },
      { name: 'statuses', title: 'Commit statuses', level: 'read', why: 'The same, for CI that reports statuses.' },
    ],
  },
})

/** What is told at once instead of at the next daily look; what is about the App itself comes without asking. */
const events = ['push', 'repository', 'team', 'membership', 'member', 'organization']

/**
 * @typedef {object} AppRequest
 * @property {string} organisation login of the organisation that the App is to belong to
 * @property {string} url where people reach Airworthy
 * @property {readonly Extra[]} with
 * @property {boolean} isPublic other organisations may install it
 */

/**
 * @param {string} text
 * @returns {text is Extra}
 */
export function isExtra(text) {
  return Object.hasOwn(extras, text)
}

/**
 * The manifest from which GitHub creates the App.
 * @param {AppRequest} request
 * @param {string} redirectUrl where GitHub sends the browser with a code once the App is there
 */
export function manifestOf(request, redirectUrl) {
  const { name, description, url, callbackUrl, setupUrl, webhookUrl } = aboutApp(request)
  return {
    name,
    description,
    url,
    redirect_url: redirectUrl,
    callback_urls: [callbackUrl],
    setup_url: setupUrl,
    public: request.isPublic,
    default_permissions: permissionsOf(request.with),
    // GitHub refuses a webhook that it can't reach, even one that is switched off.
    ...(webhookUrl && { hook_attributes: { url: webhookUrl, active: true }, default_events: eventsOf(request.with) }),
  }
}

/**
 * The same as the query of GitHub's page for a new App, which fills in its form.
 * @param {AppRequest} request
 */
export function prefillQuery(request) {
  const { name, description, url, callbackUrl, setupUrl, webhookUrl } = aboutApp(request)
  const query = new URLSearchParams({ name, description, url, setup_url: setupUrl, public: String(request.isPublic) })
  query.append('callback_urls[]', callbackUrl)
  query.append('webhook_active', String(webhookUrl !== undefined))
  if (webhookUrl) {
    query.append('webhook_url', webhookUrl)
    for (const event of eventsOf(request.with)) query.append('events[]', event)
  }
  for (const [permission, level] of Object.entries(permissionsOf(request.with))) query.append(permission, level)
  return query
}

/**
 * Each permission that the App needs with what was chosen besides, at its highest level.
 * @param {readonly Extra[]} chosen
 */
export function permissionsOf(chosen) {
  /** @type {Record<string, 'read' | 'write'>} */
  const levels = {}
  for (const { name, level } of [...neededPermissions, ...chosen.flatMap((extra) => extras[extra].permissions)]) {
    if (levels[name] !== 'write') levels[name] = level
  }
  return levels
}

/**
 * What the App asks to be told of.
 * @param {readonly Extra[]} chosen
 */
export function eventsOf(chosen) {
  return chosen.includes('checks') ? [...events, 'pull_request'] : events
}

/** @param {AppRequest} request */
function aboutApp({ organisation, url }) {
  const base = url.replace(/(?<!\/)\/+$/, '')
  return {
    // GitHub takes 34 characters, and no name twice.
    name: `Airworthy ${organisation}`.slice(0, 34),
    description: 'Audits Python repositories for production readiness. Reads code, runs none of it.',
    url: base,
    callbackUrl: `${base}/api/auth/callback/github`,
    setupUrl: `${base}/orgs`,
    webhookUrl: isReachable(base) ? `${base}/api/webhooks/github` : undefined,
  }
}

/**
 * Whether this is an http or https address that stands in a shell's command and in a file of settings as it is, since it
 * may come from a link that somebody else made: no name, no query, and no character that means something there.
 * @param {string} text
 */
export function isPlainAddress(text) {
  return text.length <= 500 && /^https?:\/\/[\w.:[\]/~%-]+$/.test(text) && URL.canParse(text)
}

/**
 * Whether GitHub can be asked to send webhooks to this address: not to a machine itself.
 * @param {string} url
 */
export function isReachable(url) {
  const { hostname } = new URL(url)
  return hostname !== 'localhost' && hostname !== '[::1]' && !/^127(\.\d{1,3}){3}$/.test(hostname)
}
