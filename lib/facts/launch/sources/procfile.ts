import type { FilesFact } from '../../facts'
import type { Launcher } from '../expand'
import { isDevelopmentName } from '../shell-arms'

const MAX_LINES = 200

/** `web: gunicorn shop.wsgi` of Heroku and its kin. */
export function addProcfiles(files: FilesFact, launcher: Launcher): readonly string[] {
  const found = files.all.filter(
    ({ path, role }) => /(?:^|\/)Procfile(?:\.[\w-]+)?$/.test(path) && ['application', 'tooling'].includes(role),
  )
  for (const { path } of found) {
    for (const [at, line] of (files.text(path) ?? '').split('\n', MAX_LINES).entries()) {
      const entry = /^([\w-]{1,60}):\s*(\S.*)$/.exec(line.trim())
      if (!entry?.[1] || !entry[2]) continue
      const development = isDevelopmentName(path.slice(path.lastIndexOf('/') + 1))
      launcher.addText(entry[2], { source: 'procfile', path, line: at + 1, development, name: entry[1] })
    }
  }
  return found.filter(({ path }) => !isDevelopmentName(path)).map(({ path }) => path)
}
