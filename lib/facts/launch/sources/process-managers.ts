import type { Evidence, FilesFact } from '../../facts'
import type { Launcher } from '../expand'

const PM2 = /(?:^|\/)(?:ecosystem|pm2|process)(?:\.[\w-]+)*\.(?:c?js|mjs|ts|json)$/
const SKIPPED = ['vendored', 'excluded', 'test', 'fixture', 'template', 'docs']
const MAX_FILES = 20
const MAX_APPS = 60

/** Python programs that PM2 keeps running: `{ name: 'bot', script: 'bot.py', interpreter: 'python3' }`. */
export function readProcessManagers(files: FilesFact, launcher: Launcher): readonly Evidence[] {
  const found: Evidence[] = []
  for (const { path, role } of files.all) {
    if (!PM2.test(path) || SKIPPED.includes(role) || found.length >= MAX_FILES) continue
    const apps = appsOf(files.text(path)?.slice(0, 200_000) ?? '')
    if (apps.length === 0) continue
    found.push({ path, line: apps[0]?.line ?? 1, note: 'PM2 ecosystem file that starts Python.' })
    for (const { name, words, line } of apps)
      launcher.add(words, { source: 'supervisor', path, line, development: false, name, foreign: true })
  }
  return found
}

interface App {
  readonly name: string
  readonly words: readonly string[]
  readonly line: number
}

/** Each object with a `script`, as far as it is literal; only those that run Python. */
function appsOf(text: string): readonly App[] {
  const apps: App[] = []
  for (const match of text.matchAll(/["']?\bscript["']?\s*:\s*["'`]([^"'`\n]{1,300})["'`]/g)) {
    if (apps.length >= MAX_APPS) break
    const at = match.index
    const start = Math.max(text.lastIndexOf('{', at), at - 2_000)
    const end = text.indexOf('}', at)
    const around = text.slice(start, end < 0 ? at + 2_000 : Math.min(end, at + 2_000))
    const [script = '', ...rest] = (match[1] ?? '').trim().split(/\s+/)
    const folder = (field(around, 'cwd') ?? '').replace(/\$\{[^}]*\}/g, '').replace(/^[./]+|\/$/g, '')
    const place = folder !== '' && script.endsWith('.py') ? `${folder}/${script.replace(/^\.\//, '')}` : script
    const all = [place, ...rest, ...(field(around, 'args')?.split(/\s+/) ?? [])]
    const interpreter = field(around, 'interpreter') ?? field(around, 'exec_interpreter') ?? ''
    const python = /python/.test(interpreter) || script.endsWith('.py')
    if (!python && !/(?:^|\/)(?:python[\d.]*|gunicorn|uvicorn|celery|flask|uv|poetry)$/.test(script)) continue
    apps.push({
      name: field(around, 'name') ?? '',
      words: python && !/python/.test(script) ? ['python', ...all] : all,
      line: text.slice(0, at).split('\n').length,
    })
  }
  return apps
}

function field(text: string, name: string): string | undefined {
  return new RegExp(`["']?\\b${name}["']?\\s*:\\s*["'\`]([^"'\`\\n]{1,300})["'\`]`).exec(text)?.[1]
}
