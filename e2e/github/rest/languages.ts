import { readTree } from '../git/objects'
import type { Host, Repository } from '../host'

const BY_EXTENSION: Record<string, string> = {
  css: 'CSS',
  html: 'HTML',
  ipynb: 'Jupyter Notebook',
  jinja: 'Jinja',
  jinja2: 'Jinja',
  js: 'JavaScript',
  mako: 'Mako',
  py: 'Python',
  pyi: 'Python',
  sh: 'Shell',
  bash: 'Shell',
  sql: 'PLpgSQL',
  tf: 'HCL',
  ts: 'TypeScript',
}

const BY_NAME: Record<string, string> = { Dockerfile: 'Dockerfile', Makefile: 'Makefile', Procfile: 'Procfile' }

/** The language GitHub would count a file under; undefined for prose and data. */
export function languageOf(path: string): string | undefined {
  const name = path.split('/').at(-1) ?? ''
  return BY_NAME[name] ?? BY_EXTENSION[name.split('.').at(-1)?.toLowerCase() ?? '']
}

const GENERATED =
  /(^|\/)(node_modules|vendor\/bundle)\/|(^|\/)(package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|poetry\.lock|Pipfile\.lock|pdm\.lock|uv\.lock|Cargo\.lock|go\.sum)$|_pb2(_grpc)?\.pyi?$|\.min\.(js|css)$|\.(js|css)\.map$/

/** Whether GitHub would fold a file away as made by a tool; by its path alone. */
export function isGenerated(path: string): boolean {
  return GENERATED.test(path)
}

/** Bytes by language, most first: as the description says, else by the files of the head commit. */
export async function languageBytes(host: Host, repository: Repository): Promise<[language: string, bytes: number][]> {
  const { languages, language } = repository.about
  const bytes = new Map(Object.entries(languages ?? (await countBytes(host, repository))))
  // A primary language that no file bears out still is one of the languages.
  if (language && !bytes.has(language)) bytes.set(language, 1)
  return [...bytes].sort((left, right) => right[1] - left[1])
}

async function countBytes(host: Host, repository: Repository): Promise<Record<string, number>> {
  const head = await host.head(repository)
  const bytes: Record<string, number> = {}
  for (const { path, size = 0 } of head ? await readTree(repository.directory, head.tree, true) : []) {
    const language = languageOf(path)
    if (language && size > 0) bytes[language] = (bytes[language] ?? 0) + size
  }
  return bytes
}
