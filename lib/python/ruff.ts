import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { compileFunction } from 'node:vm'
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

/** @param compiled its WebAssembly, where that is compiled already */
export function loadRuff(compiled?: WebAssembly.Module): Ruff {
  const ruff = instantiate(compiled, false)
  let workspace = open(ruff)
  return {
    version: ruff.Workspace.version(),
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
        workspace = open(instantiate(compiled, true))
        throw error
      }
    },
  }
}

type RuffModule = typeof import('@astral-sh/ruff-wasm-nodejs')

function open({ Workspace, PositionEncoding }: RuffModule): Workspace {
  return new Workspace(SETTINGS, PositionEncoding.Utf16)
}

/**
 * With memory of its own where it is taken anew, and by a `require` of its own: that keeps all that it ever loaded, and with it
 * the memory of each.
 */
function instantiate(compiled: WebAssembly.Module | undefined, anew: boolean): RuffModule {
  const require = createRequire(import.meta.url)
  const file = require.resolve(PACKAGE)
  if (!compiled) {
    if (anew) delete require.cache[file]
    return require(PACKAGE) as RuffModule
  }
  // The package reads and compiles its WebAssembly as it loads.
  const given = Object.create(WebAssembly, {
    Module: {
      value: function Module() {
        return compiled
      },
    },
  })
  const load = compileFunction(readFileSync(file, 'utf8'), ['exports', 'require', '__dirname', 'WebAssembly'], {
    filename: file,
  })
  const exports = {} as RuffModule
  load(exports, () => ({ readFileSync: () => null }), dirname(file), given)
  return exports
}

/** Else the garbage collector would free it in the broken instance, some time later, which ends the thread or process. */
function forget(workspace: Workspace): void {
  ;(workspace as Workspace & { __destroy_into_raw?(): number }).__destroy_into_raw?.()
}
