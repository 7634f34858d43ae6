/**
 * What is known of one Python module from its bytes alone. Depends on nothing but the bytes and the engine version, so
 * it is cached by git blob id. Lines start at 1. Everything is JSON.
 */
export interface ModuleRecord {
  /** Version of this shape and of the parsers behind it. */
  readonly engine: string
  readonly parse: { readonly ok: true } | { readonly ok: false; readonly reason: ParseFailure; readonly line?: number }
  /** All lines. */
  readonly lines: number
  /** Lines that are neither blank nor comment only. */
  readonly codeLines: number
  readonly docstring: boolean
  /** Text of the comment block at the top, cut at 600 characters: licence headers and "generated" marks. */
  readonly header: string
  readonly imports: readonly ImportRecord[]
  readonly functions: readonly FunctionRecord[]
  readonly classes: readonly ClassRecord[]
  readonly calls: readonly CallRecord[]
  readonly handlers: readonly HandlerRecord[]
  readonly assignments: readonly AssignmentRecord[]
  /** Dotted reads that are not calls, of roots that matter: `request.json`, `self.request.body`, `sys.argv`... */
  readonly attributes: readonly AttributeRecord[]
  readonly environment: readonly EnvironmentRead[]
  readonly literalSecrets: readonly LiteralSecret[]
  /** Variables that it sets for itself or for processes that it starts: their name, or the constant that holds it. */
  readonly environmentWrites: readonly string[]
  readonly routes: readonly RouteRecord[]
  readonly suppressions: readonly SuppressionRecord[]
  readonly guards: readonly GuardRecord[]
  readonly growths: readonly GrowthRecord[]
  readonly repeats: readonly RepeatRecord[]
  /** `while` loops that count no attempts: they wait for something, or go on for good. */
  readonly waits: readonly RepeatRecord[]
  /** `if __name__ == '__main__':` block. */
  readonly mainGuard: { readonly line: number; readonly endLine: number } | null
  /** Number of `assert` statements outside test functions. */
  readonly assertStatements: number
  /** Real Ruff's findings by code; at most 20 lines are kept for each, `count` is exact. */
  readonly ruff: readonly RuffCount[]
  /** Names defined at module level (functions, classes, assignments). */
  readonly exports: readonly string[]
  /** Cells of a notebook that can't be parsed; the record is that of the others. */
  readonly leftOut?: readonly LeftOutCell[]
}

export interface LeftOutCell {
  /** Its first line, of all code cells joined. */
  readonly line: number
  readonly lines: number
  readonly reason: ParseFailure
}

export type ParseFailure =
  | 'python2'
  | 'syntax'
  | 'encoding'
  | 'template'
  | 'too-large'
  | 'costly'
  | 'timeout'
  | 'crash'
  | 'unread'

export interface ImportRecord {
  /** Dotted module as written; '' for `from . import x`. */
  readonly module: string
  /** Leading dots of a relative import. */
  readonly level: number
  /** Empty for `import module`; `*` for a star import. */
  readonly names: readonly { readonly name: string; readonly as?: string }[]
  readonly as?: string
  readonly line: number
  /** Inside `try` with an ImportError/ModuleNotFoundError handler: an optional import. */
  readonly optional: boolean
  readonly typeChecking: boolean
  /** Inside a function. */
  readonly local: boolean
}

export interface ParameterRecord {
  readonly name: string
  readonly annotation?: string
  readonly default?: Value
}

export interface FunctionRecord {
  readonly name: string
  /** `Class.method`, `outer.<locals>.inner`. */
  readonly qualifiedName: string
  readonly line: number
  readonly endLine: number
  readonly async: boolean
  readonly method: boolean
  readonly nested: boolean
  /** No leading underscore in its name or its class's, not nested. */
  readonly public: boolean
  readonly docstring: boolean
  /** Without `self` and `cls`. */
  readonly parameters: readonly ParameterRecord[]
  readonly returns?: string
  /** All parameters (without self and cls) and the return are annotated, by annotation or type comment; `__init__` needs no return. */
  readonly annotated: boolean
  readonly overload: boolean
  /** As Ruff's C901 counts it. */
  readonly complexity: number
  readonly decorators: readonly DecoratorRecord[]
  /** Assertions in its body: assert, self.assert*, pytest.raises/warns, mock.assert_*. */
  readonly assertions: number
}

export interface DecoratorRecord {
  /** Resolved through imports where possible: `tenacity.retry`, `app.get` (see CallRecord.callee). */
  readonly name: string
  readonly line: number
  readonly args: readonly Value[]
  readonly keywords: Readonly<Record<string, Value>>
}

export interface ClassRecord {
  readonly name: string
  readonly line: number
  readonly endLine: number
  readonly public: boolean
  readonly docstring: boolean
  /** Resolved through imports: `pydantic.BaseModel`, `django.test.TestCase`, or a name of the module itself. */
  readonly bases: readonly string[]
  readonly decorators: readonly DecoratorRecord[]
  /** Class-level fields. */
  readonly fields: readonly {
    readonly name: string
    readonly annotation?: string
    readonly value?: Value
    readonly line: number
  }[]
}

export interface CallRecord {
  /**
   * Dotted name resolved through the module's imports: with `import requests as r`, `r.get(...)` is `requests.get`;
   * with `from fastapi import FastAPI`, `FastAPI()` is `fastapi.FastAPI`. A method of a variable assigned from a resolved
   * call in the same module is given its class: with `app = FastAPI()`, `app.get` is `fastapi.FastAPI().get`; with
   * `logger = logging.getLogger(__name__)`, `logger.info` is `logging.getLogger().info`. Otherwise as written.
   */
  readonly callee: string
  /** As written, cut at 120 characters. */
  readonly written: string
  readonly line: number
  readonly endLine: number
  readonly args: readonly Value[]
  readonly keywords: Readonly<Record<string, Value>>
  /** qualifiedName of the enclosing function, or null at module or class level. */
  readonly scope: string | null
  readonly awaited: boolean
  readonly inLoop: boolean
  /** Inside the `try` body of a statement with handlers. */
  readonly inTry: boolean
  /** Inside an except handler. */
  readonly inHandler: boolean
  /** Inside the `if __name__ == '__main__':` block. */
  readonly inMain: boolean
  /** Below a condition that does not hold in production. */
  readonly inDevelopment?: true
}

/** What an argument or value is, as far as it is literal. Secrets are masked before they get here. */
export type Value =
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'fstring'; readonly value: string }
  | {
      readonly kind: 'secret'
      readonly masked: string
      readonly length: number
      readonly entropy: number
      readonly placeholder: boolean
    }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'bool'; readonly value: boolean }
  | { readonly kind: 'none' }
  /** A dotted name, resolved like a callee; `written` is given where that differs (`app` for `fastapi.FastAPI()`). */
  | { readonly kind: 'name'; readonly value: string; readonly written?: string }
  | {
      readonly kind: 'call'
      readonly callee: string
      readonly args: readonly Value[]
      readonly keywords: Readonly<Record<string, Value>>
    }
  | { readonly kind: 'list'; readonly items: readonly Value[] }
  | { readonly kind: 'dict'; readonly entries: readonly { readonly key: Value; readonly value: Value }[] }
  /** Anything else, as written, cut at 120 characters. */
  | { readonly kind: 'other'; readonly text: string }

export interface HandlerRecord {
  readonly line: number
  readonly endLine: number
  /** Exception names, resolved; empty for a bare `except:`. */
  readonly types: readonly string[]
  /** bare: `except:`; broad: Exception or BaseException (also in a tuple); narrow: the rest. */
  readonly breadth: 'bare' | 'broad' | 'narrow'
  /** Raises, this exception or another. */
  readonly reraises: boolean
  /** Raises the exception that it caught. */
  readonly reraisesSame: boolean
  /** Calls a logger method, `logging.*`, `traceback.print_exc`, Sentry's capture... */
  readonly reports: boolean
  /** Calls `print`, `click.echo`, `sys.stderr.write`, `rich` console... */
  readonly tellsUser: boolean
  /** Returns, raises HTTP errors, exits, aborts, or shows a page or chat a message: turns the error into an answer. A bare `return`/`return None` is none. */
  readonly answers: boolean
  /** Keeps the exception object (assigns, appends, sets on a future or passes it on). */
  readonly stores: boolean
  /** Only `pass`, `...`, `continue` or `break`. */
  readonly silent: boolean
  /** Its try body only imports, and defines what needs the import. */
  readonly optionalImport: boolean
  readonly scope: string | null
  readonly inMain: boolean
  /** A coded suppression on the line (noqa: E722, BLE001, S110; nosec B110): a decision, shown and not counted. */
  readonly suppressed: boolean
}

export interface AssignmentRecord {
  /** `NAME`, `Class.NAME`, `obj.attr`, `CONFIG['key']`. */
  readonly target: string
  readonly line: number
  readonly value: Value
  readonly annotation?: string
  /** module, class:<Name>, or function:<qualifiedName> (in functions only string and secret values are kept). */
  readonly scope: string
  /** As in CallRecord. */
  readonly inDevelopment?: true
}

export interface AttributeRecord {
  readonly name: string
  readonly line: number
  readonly scope: string | null
}

export interface EnvironmentRead {
  /** Null when the name is computed. */
  readonly name: string | null
  /** Dotted name of the constant that holds the name, where it is not written at the read. */
  readonly constant?: string
  readonly via: string
  readonly default?: Value
  readonly line: number
  readonly scope: string | null
}

/** A literal that is given to a name for secrets; only its masked form is kept. */
export interface LiteralSecret {
  /** `SECRET_KEY`, `app.config['SECRET_KEY']`, the keyword, the key of a dictionary, the option or variable. */
  readonly name: string
  /** fallback: used where something else is missing; parameter: default of a function's; compared: with `==`. */
  readonly use: 'assigned' | 'entry' | 'argument' | 'fallback' | 'parameter' | 'compared'
  readonly value: Extract<Value, { kind: 'secret' }>
  /** request: asks for a value of the reader's (`your-password-here`); template: asks to be replaced (`change-me`); words: letters only, as words have them. */
  readonly form: 'request' | 'template' | 'words' | 'mixed'
  readonly line: number
  /** As in AssignmentRecord. */
  readonly scope: string
  readonly inMain: boolean
  /** What is called with it, or with the dictionary that holds it. */
  readonly callee?: string
  readonly annotation?: string
  /** A name to log in with stands beside it. */
  readonly login: boolean
  /** The host that stands beside it. */
  readonly host: 'local' | 'other' | null
  /** Keys and targets that it lies below, innermost first. */
  readonly under: readonly string[]
  /** Conditions that it stands under, innermost first; `except` for a handler. */
  readonly conditions: readonly string[]
}

export interface RouteRecord {
  readonly framework: string
  /** Upper case; empty when any. */
  readonly methods: readonly string[]
  /** As written; null when computed. */
  readonly path: string | null
  readonly line: number
  /** Name of the handler as written or of the decorated function (qualifiedName); null when not known. */
  readonly handler: string | null
  /** Dotted name of the object it is registered on, as written: `app`, `router`, `bp`. */
  readonly on: string | null
}

/** An `if` that refuses what does not fit: it raises, returns, continues or exits, or goes on with one of a fixed set only. */
export interface GuardRecord {
  /** As written, cut at 80 characters. */
  readonly condition: string
  readonly line: number
  readonly scope: string | null
}

/** A name that is multiplied where it stands, or that a power gives, as growing pauses are. */
export interface GrowthRecord {
  /** As written: `delay`, `task.retry_delay`. */
  readonly name: string
  readonly line: number
  readonly scope: string | null
}

/** A loop that does one thing again until it works. */
export interface RepeatRecord {
  readonly line: number
  readonly endLine: number
  readonly scope: string | null
}

export interface SuppressionRecord {
  readonly line: number
  readonly kind:
    | 'noqa'
    | 'nosec'
    | 'type-ignore'
    | 'pyright-ignore'
    | 'pylint-disable'
    | 'allowlist-secret'
    | 'file-noqa'
  /** Empty for a blanket one. */
  readonly codes: readonly string[]
}

export interface RuffCount {
  readonly code: string
  readonly count: number
  readonly lines: readonly number[]
}
