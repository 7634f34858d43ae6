import { createRequire } from 'node:module'
import type { Diagnostic, Workspace } from '@astral-sh/ruff-wasm-nodejs'

export interface Finding {
  /** Ruff's code, or `invalid-syntax`. */
  readonly code: string
  readonly message: string
  readonly line: number
}

/** Real Ruff: its newest syntax, our own selection, never the audited project's configuration. */
export interface Ruff {
  readonly version: string
  /** Throws when Ruff gives up (nesting beyond its stack, a panic); the next call works again. */
  check(text: string): readonly Finding[]
}

const PACKAGE = '@astral-sh/ruff-wasm-nodejs'

const SETTINGS = {
  'target-version': 'py314',
  'line-length': 88,
  lint: {
    select: ['E4', 'E7', 'E9', 'F', 'W', 'E722', 'BLE001', 'S110', 'T201', 'T203', 'C901'],
    mccabe: { 'max-complexity': 0 },
  },
}

export function loadRuff(): Ruff {
  const first = open()
  let { workspace } = first
  return {
    version: first.version,
    check(text) {
      try {
        const found = workspace.check(text) as readonly Diagnostic[]
        return found.map(({ code, message, start_location }) => ({
          code: code ?? 'invalid-syntax',
          message,
          line: start_location.row,
        }))
      } catch (error) {
        // After a trap the WebAssembly instance can't be trusted: take a new one.
        forget(workspace)
        workspace = open().workspace
        throw error
      }
    },
  }
}

type RuffModule = typeof import('@astral-sh/ruff-wasm-nodejs')

/** An instance of its own, by a require of its own: that keeps all that it ever loaded, and with it the memory of each. */
function open(): { readonly workspace: Workspace; readonly version: string } {
  const require = createRequire(import.meta.url)
  delete require.cache[require.resolve(PACKAGE)]
  const { Workspace, PositionEncoding } = require(PACKAGE) as RuffModule
  return { workspace: new Workspace(SETTINGS, PositionEncoding.Utf16), version: Workspace.version() }
}

/** Else the garbage collector would free it in the broken instance, some time later, which ends the thread or process. */
function forget(workspace: Workspace): void {
  ;(workspace as Workspace & { __destroy_into_raw?(): number }).__destroy_into_raw?.()
}
