import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

export interface Counters {
  readonly requests: Readonly<Record<string, number>>
  readonly downloads: Readonly<Record<string, number>>
  readonly points: { readonly rest: number; readonly graphql: number }
}

/** Serves a folder by a local GitHub in a process of its own, so that its work is not counted as ours. */
export async function startLocalGitHubProcess(root: string) {
  const bundle = fileURLToPath(new URL('local-github.js', import.meta.url))
  const server = spawn(process.execPath, [bundle, '--root', root, '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const url = await new Promise<string>((answer, fail) => {
    server.once('exit', () => fail(new Error('the local GitHub ended')))
    createInterface(server.stdout).on('line', (line) => {
      const found = /on (http:\S+)$/.exec(line)?.[1]
      if (found) answer(found)
    })
  })
  async function control<T>(method: 'GET' | 'POST', route: string): Promise<T> {
    const init = method === 'POST' ? { body: '{}', headers: { 'content-type': 'application/json' } } : {}
    const response = await fetch(`${url}/_control/${route}`, { method, ...init })
    if (!response.ok) throw new Error(`/_control/${route}: HTTP ${response.status}`)
    return (await response.json()) as T
  }
  return {
    url,
    counters: () => control<Counters>('GET', 'counters'),
    /** Forgets what was counted and spent. */
    clear: () => control('POST', 'clear'),
    reload: () => control('POST', 'reload'),
    close(): void {
      server.removeAllListeners('exit')
      server.kill()
    },
  }
}
