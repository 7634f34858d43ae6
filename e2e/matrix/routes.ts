import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

const APP = path.join(import.meta.dirname, '..', '..', 'app')
const METHODS =
  /^export (?:async function|function|const) (GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)\b|^export \{[^}]*\bas (GET|POST)\b/gm

/** Every address that the application answers at, as `GET /orgs/[org]`, read from its folders. */
export function listRoutes(): string[] {
  return readdirSync(APP, { recursive: true, encoding: 'utf8' })
    .map((file) => file.split(path.sep).join('/'))
    .filter((file) => /(^|\/)(page|route)\.tsx?$/.test(file))
    .flatMap((file) => methodsOf(file).map((method) => `${method} ${addressOf(file)}`))
    .sort()
}

function methodsOf(file: string): string[] {
  if (/page\.tsx?$/.test(file)) return ['GET']
  const text = readFileSync(path.join(APP, file), 'utf8')
  const named = [...text.matchAll(METHODS)].map((match) => match[1] ?? match[2] ?? '')
  if (/export \{[^}]*as GET[^}]*as POST[^}]*\}/.test(text)) return ['GET', 'POST']
  return [...new Set(named)]
}

function addressOf(file: string): string {
  const parts = file.split('/').slice(0, -1)
  return `/${parts.filter((part) => !/^\(.*\)$/.test(part)).join('/')}`
}
