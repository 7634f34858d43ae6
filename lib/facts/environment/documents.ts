import type { EnvironmentFact, Facts } from '../facts'
import { lineAt } from '../text'

type Documented = EnvironmentFact['documented'][number]

const DOCUMENT =
  /(?:^|\/)(?:\.?env[\w.-]*(?:example|sample|template|dist|tpl)[\w.-]*|\.env\.\w+|[\w-]+\.env(?:\.(?:example|sample|template))?|example\.env|env\.example|[^/]*\.(?:md|rst|txt)|(?:docker-)?compose[\w.-]*\.ya?ml|app\.json|values[\w.-]*\.ya?ml|fly\.toml|render\.ya?ml|serverless\.ya?ml|(?:sam-)?template\.ya?ml|manifest[\w.-]*\.ya?ml(?:\.j2)?|Dockerfile[\w.-]*)$/i
const KUBERNETES = /\.ya?ml$(?<=(?:^|\/)(?:k8s|kubernetes|deploy\w*|helm|charts?|manifests)\/.*)/i
/** Tells when a variable came, or what somebody means to do, rather than what it does: it counts where nothing else names it. */
const ASIDE =
  /(?:^|\/)(?:change(?:s|[-_]?logs?)|history|news|release[-_]?notes?|releases)(?:[._-][^/]*|\/.*)?$|(?:^|\/)(?:agents|claude|gemini|copilot-instructions|todo|roadmap|(?:[\w-]{1,80}[-_])?plan)\.md$/i
const PROSE = /\.(?:md|rst|txt)$/i
/** How a variable is set apart from the words around it. */
const SET_APART_BEFORE = /(?:[`$"'{]|\||(?<=(?:^|\s)(?:export|set|-e|--env))[ \t])[ \t]*$/i
const SET_APART_AFTER = /^(?:[`"}]|[ \t]?=|[ \t]*\|)/
const BEGINS_LINE = /^[ \t]*(?:(?:[-*+]|\d{1,3}\.)[ \t]+)?\**$/
/** They document what they set, not what they only use. */
const RUNS = /\.(?:sh|service)$|(?:^|\/)Makefile$/

/**
 * Where each variable is explained: an example file, the README or docs, compose, manifests, charts, run scripts. A single
 * word such as PORT must stand as the variable is written, and in prose apart from its words.
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
  const isAside = ({ path }: { readonly path: string }) => ASIDE.test(path)
  const ordered = [...files.all.filter((file) => !isAside(file)), ...files.all.filter(isAside)]
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
      if (PROSE.test(path) && !isVariable(word, text, match.index)) continue
      if (runs && !/^\s?=/.test(text.slice(match.index + word.length, match.index + word.length + 2))) continue
      for (const name of names) found.set(name, { name, path, line: lineAt(text, match.index) })
    }
  }
  return [...found.values()]
}

/** In prose LLM is a word, and `config.api_url` an attribute. */
function isVariable(word: string, text: string, index: number): boolean {
  if (word.includes('_')) return text[index - 1] !== '.' || word === word.toUpperCase()
  const near = text.slice(Math.max(0, index - 40), index)
  const before = near.slice(near.lastIndexOf('\n') + 1)
  const after = text.slice(index + word.length, index + word.length + 20)
  if (SET_APART_BEFORE.test(before) || SET_APART_AFTER.test(after)) return true
  return BEGINS_LINE.test(before) && /^\**[ \t]*(?:$|[\r\n:–—-])/.test(after)
}
