import type { FilesFact } from '../../facts'
import { parseIni } from '../../ini'
import type { Launcher } from '../expand'
import { isDevelopmentName } from '../shell-arms'

const MAX_FILES = 100
const SKIPPED = ['vendored', 'excluded', 'test', 'fixture', 'docs']

/** `ExecStart=` of systemd units, also of templates of them. */
export function addSystemdUnits(files: FilesFact, launcher: Launcher): readonly string[] {
  const units = files.all
    .filter(
      ({ path, role }) =>
        (/\.service(?:\.(?:j2|in|tmpl|template|example|sample))?$/.test(path) || writesUnit(path, files)) &&
        !SKIPPED.includes(role),
    )
    .slice(0, MAX_FILES)
  for (const { path } of units) {
    const text = files.text(path) ?? ''
    for (const [at, line] of text.split('\n', 1_000).entries()) {
      const command = /^ExecStart\s*=\s*[-@:+!]*(.*)/s.exec(line.trim())?.[1]
      if (!command) continue
      const name = path.slice(path.lastIndexOf('/') + 1).replace(/\.service.*/s, '')
      launcher.addText(withoutTemplates(command), {
        source: 'systemd',
        path,
        line: at + 1,
        development: isDevelopmentName(name),
        name,
      })
    }
  }
  return units.filter(({ path }) => /^[ \t]*ExecStart/m.test(files.text(path) ?? '')).map(({ path }) => path)
}

/** A script for the machine that holds the unit as a here-document. */
function writesUnit(path: string, files: FilesFact): boolean {
  return path.endsWith('.sh') && /^\[Service\]\s*$/m.test(files.text(path)?.slice(0, 200_000) ?? '')
}

/** `[program:web]` of supervisord. */
export function addSupervisorPrograms(files: FilesFact, launcher: Launcher): readonly string[] {
  const found = files.all
    .filter(
      ({ path, role }) =>
        launcher.supervisorFiles.has(path) ||
        (/supervisor(?:(?!supervisor)[\w.-])*\.(?:conf|ini)(?:\.\w+)?$|\.(?:conf|ini)$(?<=supervisor[\w.-]*\/(?:.*\/)?[\w.-]+\.\w+)|(?:^|\/)circus\.ini$/.test(
          path,
        ) &&
          !SKIPPED.includes(role)),
    )
    .slice(0, MAX_FILES)
  for (const { path } of found) {
    const document = parseIni(files.text(path) ?? '')
    for (const section of document.sections) {
      const name = /^(?:program|watcher):(.+)$/.exec(section)?.[1]
      const items = document.items(section, section.startsWith('watcher') ? 'cmd' : 'command')
      if (!name || !items[0]) continue
      const development = isDevelopmentName(path.slice(path.lastIndexOf('/') + 1)) || isDevelopmentName(name)
      const text = items.map((item) => item.text.replace(/\\$/, '')).join(' ')
      launcher.addText(text.replaceAll('%%', '%'), {
        source: 'supervisor',
        path,
        line: items[0].line,
        development,
        name,
      })
    }
  }
  return found.map(({ path }) => path)
}

/** `run` files of s6 and runit services. */
export function addServiceScripts(files: FilesFact, launcher: Launcher): void {
  const runs = files.all
    .filter(
      ({ path, role }) =>
        /(?:^|\/)(?:services?\.d|s6-rc\.d|s6|sv|runit|service)\/[^/]+\/run$/.test(path) && !SKIPPED.includes(role),
    )
    .slice(0, MAX_FILES)
  for (const { path } of runs) {
    const name = path.split('/').at(-2) ?? ''
    launcher.add(['sh', path], { source: 'supervisor', path, line: 1, development: false, name })
  }
}

/** `uwsgi.ini` names the application that uWSGI serves. */
export function addUwsgiConfigurations(files: FilesFact, launcher: Launcher): readonly string[] {
  const found = files.all
    .filter(
      ({ path, role }) =>
        /(?:^|\/)(?=[\w.-]+\.ini$)[\w.-]*uwsgi|(?:^|\/)uwsgi\/[\w.-]+\.ini$/.test(path) && !SKIPPED.includes(role),
    )
    .slice(0, MAX_FILES)
  for (const { path } of found) {
    const document = parseIni(files.text(path) ?? '')
    const keys = ['module', 'wsgi', 'wsgi-file', 'file', 'mount']
    const section = document.sections.find((each) => each === 'uwsgi')
    const key = section && keys.find((each) => document.items(section, each).length > 0)
    if (!section || !key) continue
    const item = document.items(section, key)[0]
    const words = ['uwsgi', '--ini', path, key.endsWith('file') ? '--wsgi-file' : '--module', item?.text ?? '']
    const autoreload = document.items(section, 'py-autoreload')[0]?.text
    if (autoreload && autoreload !== '0') words.push('--py-autoreload=1')
    launcher.add(words, {
      source: 'script',
      path,
      line: item?.line ?? 1,
      development: isDevelopmentName(path.slice(path.lastIndexOf('/') + 1)),
    })
  }
  return found.map(({ path }) => path)
}

/** `{{ venv }}/bin/gunicorn` keeps the program's name. */
function withoutTemplates(command: string): string {
  return command.replace(/\{\{[^{}]{0,200}\}\}/g, '/opt/app').replace(/\{%[^{}]{0,200}%\}/g, ' ')
}
