import type { EnvironmentFact, Facts } from '../facts'
import { lineAt } from '../text'

type Documented = EnvironmentFact['documented'][number]

const DOCUMENT =
  /(?:^|\/)(?:\.?env[\w.-]*(?:example|sample|template|dist|tpl)[\w.-]*|\.env\.\w+|[\w-]+\.env(?:\.(?:example|sample|template))?|example\.env|env\.example|[^/]*\.(?:md|rst|txt)|(?:docker-)?compose[\w.-]*\.ya?ml|app\.json|values[\w.-]*\.ya?ml|fly\.toml|render\.ya?ml|serverless\.ya?ml|(?:sam-)?template\.ya?ml|manifest[\w.-]*\.ya?ml(?:\.j2)?|Dockerfile[\w.-]*)$/i
const KUBERNETES = /\.ya?ml$(?<=(?:^|\/)(?:k8s|kubernetes|deploy\w*|helm|charts?|manifests)\/.*)/i
/** Tells when a variable came rather than what it does: it counts where nothing else names it. */
const HISTORY = /(?:^|\/)(?:change(?:s|[-_]?logs?)|history|news|release[-_]?notes?|releases)(?:[._-][^/]*|\/.*)?$/i
/** They document what they set, not what they only use. */
const RUNS = /\.(?:sh|service)$|(?:^|\/)Makefile$/

/**
 * Where each variable is explained: an example file, the README or docs, compose, manifests, charts, run scripts. A single
 * word such as PORT must stand as the variable is written.
 */
export function documentedNames(
  reads: readonly { readonly name: string | null; readonly path: string }[],
  { files }: Pick<Facts, 'files'>,
): Documented[] {
  const places = new Map<string, Set<string>>()
  const wanted = new Map<string, Set<string>>()
  const keyOf = (word: string) => (word.includes('_') ? word.toUpperCase() : word)
  for (const { name, path } of reads) {
    if (!name) continue
    places.set(name, (places.get(name) ?? new Set()).add(path))
    wanted.set(keyOf(name), (wanted.get(keyOf(name)) ?? new Set()).add(name))
  }
  const found = new Map<string, Documented>()
  const isHistory = ({ path }: { readonly path: string }) => HISTORY.test(path)
  const ordered = [...files.all.filter((file) => !isHistory(file)), ...files.all.filter(isHistory)]
  for (const { path, role } of ordered) {
    if (found.size === places.size) break
    if (role === 'vendored' || role === 'test') continue
    const runs = RUNS.test(path)
    if (!runs && !DOCUMENT.test(path) && !KUBERNETES.test(path)) continue
    const text = files.text(path)?.slice(0, 300_000)
    if (!text) continue
    for (const match of text.matchAll(/\b[A-Za-z][A-Za-z0-9_]{2,80}\b/g)) {
      const [word] = match
      const names = [...(wanted.get(keyOf(word)) ?? [])].filter(
        (name) => !found.has(name) && !places.get(name)?.has(path),
      )
      if (names.length === 0) continue
      if (runs && !/^\s?=/.test(text.slice(match.index + word.length, match.index + word.length + 2))) continue
      for (const name of names) found.set(name, { name, path, line: lineAt(text, match.index) })
    }
  }
  return [...found.values()]
}
