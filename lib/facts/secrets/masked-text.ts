import { isSecretName } from '@/lib/python/secret-names'
import { entropy, isPlaceholder } from '@/lib/python/secrets'
import { PROVIDERS } from './providers'

/** What secretlint finds, more generously: it can't be asked here, and too much is no harm. */
const LIBRARY_TOKEN =
  /(?<![A-Za-z0-9])(?:(?:AKIA|ASIA)[A-Z2-7]{16}|dapi[0-9a-fA-F]{32}|sk-[A-Za-z0-9]{48}|(?:gh[oprsu]_|github_pat_|glpat-|xox[abopr]-|xapp-|sk-ant-|sk-proj-|sk-svcacct-|sk-admin-|npm_|hf_|hv[brs]\.|shp(?:at|ca|pa|ss)_|glc_|glsa_|gsk_|lin_api_|ntn_|ops_ey|vc[aikpr]_|dckr_pat_|figd_)[\w+/=-]{16,2000})/g

const LIBRARY_WEBHOOK = /(hooks\.slack\.com\/services\/)[\w/]{20,200}/gi
const LIBRARY_NAMED =
  /(secret_?access_?key["']?\s{0,20}[:=]>?\s{0,20}["']?)[A-Za-z0-9/+=]{40}|(:\/\/)[^\s:/@]{1,256}(?=:x-oauth-basic@)/gi

/** `scheme://user:password@`, and a token alone before the `@`. Variables and templates are no passwords. */
const URL_PASSWORD = /(:\/\/[^\s:/@"'`<>{}$]{0,100}:)([^\s/@"'`<>{}$]{1,200})@/g
const URL_TOKEN = /(:\/\/)([\w-]{20,200})@/g
/** `NAME=value` and `--name=value`, and the same in a query; `--name value`. */
const NAMED = /([A-Za-z_][\w-]{1,80})(=["']?)([\w+/=.:@%!~^,#*-]{6,300})/g
const ARGUMENT = /--([a-z][\w-]{1,80})([ \t]+)(?!-)([\w+/=.:@%!~^,#*-]{6,300})/g
const USER_PASSWORD = /((?:^|\s)(?:-u|--user)[= ][^\s:"'$]{1,100}:)([^\s"'`$]{1,200})/g
/** Programs that take a password behind a letter, of each its own. */
const PROGRAMS: readonly RegExp[] = [
  /(\b(?:mysql\w{0,20}|mariadb\w{0,20}|mongo\w{0,20}|sshpass|twine|poetry\s+publish|(?:docker|podman|helm\s+registry|skopeo|buildah|oras|az)\s+login)\b[^|;&]{0,300}?\s-p\s{0,3}["']?)([^\s"'`$<{-][^\s"'`]{2,200})/g,
  /(\bredis-cli\b[^|;&]{0,300}?\s-a\s{1,3}["']?)([^\s"'`$<{-][^\s"'`]{2,200})/g,
  /(\bldap\w{1,20}\b[^|;&]{0,300}?\s-w\s{1,3}["']?)([^\s"'`$<{-][^\s"'`]{2,200})/g,
]

/**
 * A text that quotes a repository (a command, a requirement, a target) without the credentials in it, so that none is
 * stored, shown or written to a log.
 */
export function maskedText(text: string): string {
  let safe = text
  for (const { pattern } of PROVIDERS) safe = safe.replace(pattern, (found) => `${found.slice(0, 4)}…`)
  // `npm_config_cache_folder` begins like a token and is a word.
  safe = safe.replace(LIBRARY_TOKEN, (found) => (/[A-Z]|\d/.test(found) ? `${found.slice(0, 4)}…` : found))
  safe = safe.replace(LIBRARY_WEBHOOK, '$1…').replace(LIBRARY_NAMED, '$1$2…')
  if (safe.includes('@')) safe = safe.replace(URL_PASSWORD, '$1…@').replace(URL_TOKEN, '$1…@')
  if (safe.includes(':')) safe = safe.replace(USER_PASSWORD, '$1…')
  if (/\s-[paw]/.test(safe)) for (const program of PROGRAMS) safe = safe.replace(program, '$1…')
  return safe
    .replace(NAMED, (all, name: string, between: string, value: string) =>
      isCredential(name, value) ? `${name}${between}…` : all,
    )
    .replace(ARGUMENT, (all, name: string, between: string, value: string) =>
      isCredential(name, value) ? `--${name}${between}…` : all,
    )
}

function isCredential(name: string, value: string): boolean {
  // `PGPASSWORD` and `MYSQLPASS` are no names of settings, and yet.
  const isNamed = isSecretName(name.replaceAll('-', '_')) || /pass(?:word|wd)?$/i.test(name)
  if (!isNamed || isPlaceholder(value)) return false
  // `password=settings.password`, `--token tokens/file`: a name or a path, not a value.
  return !/^[a-z_]+(?:[./][a-z_]+)*$/i.test(value) || entropy(value) > 3.6
}
