import { CallIndex, isWithin, lastName } from '@/lib/facts/call-index'
import type { PythonFact, PythonModule } from '@/lib/facts/facts'
import { type FoundFunction, FunctionFinder } from '@/lib/facts/function-finder'
import type { CallRecord, ClassRecord, FunctionRecord, Value } from '@/lib/python/record'
import {
  ANSWERS_4XX,
  CONVERSION,
  isSplat,
  isTypedRead,
  refusesWith,
  takesApart,
} from './input-validation.part.conversions'
import {
  isNamedSchemaClass,
  isValidatingDecorator,
  takesSchema,
  validatesExpected,
} from './input-validation.part.decorators'
import {
  DECODES_TOKEN,
  FORM_BASE,
  LIBRARY,
  LIBRARY_METHOD,
  MODEL_BASE,
  NAMED_SCHEMA,
  OWN_RULE,
  READS_TOKEN,
  RULE_BASE,
  RULES,
  RUNS_RULES,
  SCHEMA_BASE,
  SCHEMA_METHOD,
} from './input-validation.part.libraries'

export type Checked = 'schema' | 'by-hand' | 'no'

const CHECKS_BY_NAME =
  /(?:^|[._])(?:is_?)?(?:valid\w*|check\w*|verif\w*|ensure\w*|requir\w*|allow\w*|sanit\w*|clean\w*)/i
/** Conditions about who asks and how, not about what was given. */
const NOT_ABOUT_INPUT =
  /\bmethod\b|is_authenticated|is_anonymous|is_staff|is_superuser|current_user|__name__|\bdebug\b|is_ajax|is_form_submitted|^(?:not )?(?:success\w{0,10}|ok|done|updated|created|deleted|saved|inserted)$/i
/** What can't be parsed is refused. */
const READS_TEXT = /^(?:json|orjson|ujson|simplejson|yaml|tomllib|toml|csv)\.(?:loads?|safe_load|reader|DictReader)$/
const LETS_IN = /auth|login|sudo|token|jwt|permission|role|required|acl|access|admin|user|cache|log|limit|cors|csrf/i
const READS_BY_NAME = /(?:^|_)(?:parse|convert|coerce|to|as|clean|valid\w*|check|int|number|arg|param)(?:_|$)/i
const MAX_DEPTH = 2
const MAX_CALLERS = 200

/** Tells how functions check what they are given: themselves, in what they call, or in what decorates them. */
export class Schemas {
  readonly finder: FunctionFinder
  /** What is known of functions, and from which depth on. */
  private readonly known = new Map<string, { readonly validates: boolean; readonly depth: number }>()
  private readonly calls: CallIndex
  private readonly decodesTokens: boolean
  /** The repository holds a declarative validator of its own. */
  private readonly declares: boolean

  /** Flask-RESTX holds each body against the model that its view expects. */
  private readonly expects: boolean

  private readonly reads = new Map<FunctionRecord, number | null>()

  constructor(python: PythonFact) {
    this.finder = FunctionFinder.of(python)
    this.calls = CallIndex.of(python.application)
    const rules = python.application.flatMap(({ record }) =>
      record.classes.filter(({ bases }) => bases.some((base) => OWN_RULE.test(base))),
    )
    this.decodesTokens = python.application.some(({ record }) =>
      record.calls.some(({ callee }) => DECODES_TOKEN.test(callee)),
    )
    this.declares = rules.length >= RULES
    this.expects = python.application.some(({ record }) => validatesExpected(record))
  }

  /** As `checks`; what only reads and hands on is checked by those that call it. */
  checksOrCallers(module: PythonModule, fn: FunctionRecord, from = fn.line): Checked {
    const own = this.checks(module, fn, from)
    if (own === 'schema') return own
    if (this.decodesTokens && READS_TOKEN.test(fn.qualifiedName)) return 'schema'
    const found = this.callersOf(fn).map((caller) =>
      this.decorates(caller.module, caller.fn) ? 'schema' : this.checks(caller.module, caller.fn),
    )
    return found.includes('schema') ? 'schema' : found.includes('by-hand') ? 'by-hand' : own
  }

  /** `from`: line of the first raw read; checks above it are about something else. `about`: what conditions name. */
  checks(module: PythonModule, fn: FunctionRecord, from = fn.line, about?: RegExp): Checked {
    if (this.validates(module, fn, 0)) return 'schema'
    return this.checksByHand(module, fn.qualifiedName, from, about)
  }

  /** What stands in a scope of a module, or at its top level (null), refuses by hand what does not fit. */
  checksByHand(module: PythonModule, scope: string | null, from: number, about = /(?:)/): Checked {
    const { handlers, guards } = module.record
    const own = (place: string | null) => isWithin(place, scope)
    const inside = this.calls.within(module, scope)
    const caught = handlers.filter((handler) => own(handler.scope))
    const converts = inside.filter((call) => CONVERSION.test(call.callee) || takesApart(call))
    const refusing = caught.some(({ answers, reraises }) => answers || reraises)
    if (inside.some((call) => isTypedRead(call) || this.convertsElsewhere(module, call))) return 'schema'
    if (refusing && converts.some(({ inTry }) => inTry)) return 'schema'
    const guarded = guards.some(
      ({ condition, line, scope: place }) =>
        own(place) && line >= from && about.test(condition) && !NOT_ABOUT_INPUT.test(condition),
    )
    return guarded ||
      caught.some(({ answers }) => answers) ||
      converts.some(({ inTry }) => inTry) ||
      (refusing && inside.some(({ callee, inTry }) => inTry && READS_TEXT.test(callee))) ||
      inside.some((call) => this.refuses(module, call))
      ? 'by-hand'
      : 'no'
  }

  /** A decorator hands the function what it has validated. */
  decorates(module: PythonModule, fn: FunctionRecord): boolean {
    return fn.decorators.some(({ name, args, keywords }) => {
      if (takesSchema(name) && args.some((arg) => this.isSchemaValue(arg, module))) return true
      if (this.expects && /\.expect$/.test(name) && args.length > 0 && keywords.validate === undefined) return true
      const own = this.finder.function(name, module, null)
      if (own) return this.validates(own.module, own.fn, 0)
      return isValidatingDecorator(name, keywords)
    })
  }

  private isSchemaValue(value: Value, module: PythonModule): boolean {
    if (value.kind !== 'name' && value.kind !== 'call') return false
    const name = value.kind === 'call' ? value.callee : value.value
    const found = this.finder.class(name, module)
    return found ? this.isSchemaClass(found.module, found.class) : isNamedSchemaClass(name)
  }

  /** The repository's own decorators of a function, those that let people in apart: they look at who asks. */
  ownDecorators(module: PythonModule, fn: FunctionRecord): readonly FoundFunction[] {
    return fn.decorators.flatMap(({ name }) =>
      LETS_IN.test(name) ? [] : (this.finder.function(name, module, null) ?? []),
    )
  }

  /** First reads of the decorators' functions, each looked for once. */
  remembered(fn: FunctionRecord, read: () => number | null): number | null {
    const known = this.reads.get(fn)
    if (known !== undefined) return known
    const found = read()
    this.reads.set(fn, found)
    return found
  }

  isSchemaClass(module: PythonModule, record: ClassRecord): boolean {
    return this.finder.bases({ module, class: record }).some((base) => SCHEMA_BASE.test(base))
  }

  /** A form or parser reads the request by itself: `form.validate_on_submit()`, `RequestParser().parse_args()`, `ParcelForm().validated()` of one of its own. */
  readsByItself(module: PythonModule, { callee, args }: CallRecord): boolean {
    if (/\.validate_on_submit$|\bRequestParser\(\)\.parse_args$/.test(callee)) return true
    const at = callee.lastIndexOf('().')
    if (at < 0 || args.length > 0 || !/^(?:validate\w*|is_valid)$/.test(callee.slice(at + 3))) return false
    const found = this.finder.class(callee.slice(0, at), module)
    return found !== null && this.isForm(found.module, found.class)
  }

  private isForm(module: PythonModule, record: ClassRecord): boolean {
    return this.finder.bases({ module, class: record }).some((base) => FORM_BASE.test(base))
  }

  /** A method of a form, a validator or the like: it is what validates. */
  isPartOfSchema(module: PythonModule, { qualifiedName }: FunctionRecord): boolean {
    const owner = qualifiedName.split('.')[0]
    const record = module.record.classes.find(({ name }) => name === owner)
    return (
      record !== undefined && (record.bases.some((base) => RULE_BASE.test(base)) || this.isSchemaClass(module, record))
    )
  }

  /** An annotation that names a model of the repository. */
  isModelType(annotation: string | undefined, module: PythonModule): boolean {
    const names = annotation?.match(/[A-Za-z_][\w.]*/g)?.slice(0, 8) ?? []
    return names.some((name) => {
      const found = this.finder.class(name, module)
      return found !== null && this.isModel(found.module, found.class)
    })
  }

  isModel(module: PythonModule, record: ClassRecord): boolean {
    return this.finder.bases({ module, class: record }).some((base) => MODEL_BASE.test(base))
  }

  private validates(module: PythonModule, fn: FunctionRecord, depth: number): boolean {
    const key = `${module.path}::${fn.qualifiedName}`
    const known = this.known.get(key)
    if (known && (known.validates || known.depth <= depth)) return known.validates
    this.known.set(key, { validates: false, depth })
    const validates = this.calls.within(module, fn.qualifiedName).some((call) => this.isSchemaCall(module, call, depth))
    this.known.set(key, { validates, depth })
    return validates
  }

  private callersOf(fn: FunctionRecord): readonly FoundFunction[] {
    return this.calls
      .named(fn.name)
      .slice(0, MAX_CALLERS)
      .flatMap((caller) => {
        const { callee, scope } = caller.call
        const called = this.finder.function(callee, caller.module, scope) ?? this.method(callee)
        if (called?.fn !== fn || scope === fn.qualifiedName) return []
        const outer = this.finder.at(caller.module, scope)
        return outer ? [{ module: caller.module, fn: outer }] : []
      })
  }

  private isSchemaCall(module: PythonModule, call: CallRecord, depth: number): boolean {
    const { callee, scope } = call
    if (LIBRARY.test(callee) || (this.declares && RUNS_RULES.test(callee))) return true
    const own = this.finder.function(callee, module, scope) ?? this.method(callee)
    if (own && own.fn.name !== '__init__') return depth < MAX_DEPTH && this.validates(own.module, own.fn, depth + 1)
    if (LIBRARY_METHOD.test(callee) || NAMED_SCHEMA.test(callee)) return true
    const at = callee.lastIndexOf('.')
    const owner = at > 0 ? this.finder.class(callee.slice(0, at), module) : null
    if (owner && SCHEMA_METHOD.test(callee.slice(at + 1))) return this.isSchemaClass(owner.module, owner.class)
    const made = call.args.some(isSplat) ? this.finder.class(callee, module) : null
    return made !== null && this.isModel(made.module, made.class)
  }

  /** `self.service.create_address(...)`, where one class of the repository is called so and has such a method. */
  private method(callee: string): FoundFunction | null {
    const [owner, name] = callee.split('.').slice(-2)
    return owner && name?.includes('_') && /^[a-z_]\w*$/.test(owner) ? this.finder.methodOf(owner, name) : null
  }

  /** A function of the repository that is named for it converts, and refuses what can not be. */
  private convertsElsewhere(module: PythonModule, { callee, scope }: CallRecord): boolean {
    if (!READS_BY_NAME.test(lastName(callee))) return false
    const own = this.finder.function(callee, module, scope)
    if (!own) return false
    const { qualifiedName } = own.fn
    const { handlers } = own.module.record
    return (
      this.calls.within(own.module, qualifiedName).some(({ callee: name, inTry }) => inTry && CONVERSION.test(name)) &&
      handlers.some((handler) => isWithin(handler.scope, qualifiedName) && (handler.answers || handler.reraises))
    )
  }

  private refuses(module: PythonModule, { callee, scope, keywords }: CallRecord): boolean {
    if (ANSWERS_4XX.test(callee) || refusesWith(keywords.status ?? keywords.status_code)) return true
    if (!CHECKS_BY_NAME.test(lastName(callee))) return false
    const own = this.finder.function(callee, module, scope)
    return own?.module.record.guards.some((guard) => isWithin(guard.scope, own.fn.qualifiedName)) ?? false
  }
}
