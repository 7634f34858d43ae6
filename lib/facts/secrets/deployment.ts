import { isSecretName } from '@/lib/python/secret-names'
import type { SecretFinding } from '../facts'
import { mask } from './providers'

const MANIFEST = /(?:^|\/)[\w.-]+\.ya?ml$/i
const STACK = /(?:^|\/)(?:docker-)?stack[^/]*$/i
const OF_MANIFESTS = /(?:^|\/)(?:k8s|kubernetes|kustomize|manifests?|deploy|helm|charts?)[\w.-]*\//i
const DEVELOPMENT = /(?:^|[/._-])(?:dev|local|test|ci|example|sample|kind|minikube)(?:$|[/._-])/i
const ENTRY =
  /^[ \t]*(?:-[ \t]+)?["']?([A-Za-z_][\w.]{0,80})["']?[ \t]*[:=][ \t]*["']?([^\s"'#]{1,100})["']?[ \t]*(?:#.*)?$/
const NAME_AND_VALUE = /^[ \t]*(?:-[ \t]+)?(name|value)[ \t]*:[ \t]*["']?([^\s"'#]{1,100})["']?[ \t]*(?:#.*)?$/
/** Filled in elsewhere, or no value at all. */
const REFERENCE = /[${}<>()]|^(?:true|false|null|~|""|'')$|^[|>&*!]/

/**
 * Passwords that a manifest for deployment gives as they are, however weak: whoever deploys it so runs with them.
 * Compose files are left out, since they are for a developer's machine as often as not.
 */
export function deployedPasswords(path: string, text: string): SecretFinding[] {
  if (!MANIFEST.test(path) || !(STACK.test(path) || OF_MANIFESTS.test(path)) || DEVELOPMENT.test(path)) return []
  let name: string | null = null
  return text.split('\n').flatMap((written, index) => {
    if (written.length > 500) return []
    const pair = NAME_AND_VALUE.exec(written)
    // An item of a list begins anew; a value that stands before its name is passed over.
    if (/^[ \t]*-/.test(written)) name = null
    if (pair?.[1] === 'name') {
      name = pair[2] ?? null
      return []
    }
    const entry = pair?.[1] === 'value' ? [name, pair[2]] : ENTRY.exec(written)?.slice(1)
    if (pair) name = null
    const [key, value] = entry ?? []
    if (!key || !value || !/pass(?:wo?r?d)?$|passwd$/i.test(key) || !isSecretName(key) || REFERENCE.test(value))
      return []
    return [
      {
        severity: 'insecure-default' as const,
        what: `${key} in a manifest for deployment`,
        masked: mask(value),
        path,
        line: index + 1,
        suppressed: false,
      },
    ]
  })
}
