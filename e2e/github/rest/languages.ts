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
