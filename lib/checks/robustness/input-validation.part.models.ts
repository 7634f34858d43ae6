import type { PythonModule } from '@/lib/facts/facts'
import type { ClassRecord } from '@/lib/python/record'
import type { Schemas } from './input-validation.part.schemas'

const MAX_DEPTH = 3
const ANYTHING = /\b(?:Any|object)\b|\b(?:dict|Dict|list|List|tuple|set|Mapping|MutableMapping)\b(?!\s*\[)/

/** Takes whatever comes: `Any`, a free dict or list, or no annotation at all. */
export function isFree(annotation: string | undefined): boolean {
  return annotation === undefined || ANYTHING.test(annotation)
}

export interface FieldCount {
  readonly typed: number
  readonly free: readonly string[]
}

/** Fields that a parameter brings in, those of its model one by one. */
export function fieldsOf(
  name: string,
  annotation: string | undefined,
  module: PythonModule,
  schemas: Schemas,
  depth = 0,
): FieldCount {
  const found = depth < MAX_DEPTH ? modelIn(annotation ?? '', module, schemas) : null
  if (!found) return isFree(annotation) ? { typed: 0, free: [name] } : { typed: 1, free: [] }
  const counts = membersOf(found, schemas, depth).map((field) =>
    hasValidator(found, field.name)
      ? { typed: 1, free: [] }
      : fieldsOf(field.name, field.annotation, field.module, schemas, depth + 1),
  )
  if (counts.length === 0) return { typed: 1, free: [] }
  return {
    typed: counts.reduce((sum, { typed }) => sum + typed, 0),
    free: counts.flatMap(({ free }) => free),
  }
}

interface Model {
  readonly module: PythonModule
  readonly class: ClassRecord
}

/** The first of the repository's own models that an annotation names: `list[Item]`, `Annotated[Item, Body()]`. */
function modelIn(annotation: string, module: PythonModule, schemas: Schemas): Model | null {
  for (const name of annotation.match(/[A-Za-z_][\w.]*/g)?.slice(0, 8) ?? []) {
    const found = schemas.finder.class(name, module)
    if (found && schemas.isModel(found.module, found.class)) return found
  }
  return null
}

interface Member {
  readonly name: string
  readonly annotation: string
  readonly module: PythonModule
}

/** Its fields and those of its own bases; one that is written again counts once. */
function membersOf({ module, class: record }: Model, schemas: Schemas, depth: number): readonly Member[] {
  const inherited = record.bases.flatMap((base) => {
    const found = depth < MAX_DEPTH ? schemas.finder.class(base, module) : null
    return found && found.class !== record ? membersOf(found, schemas, depth + 1) : []
  })
  const own = record.fields.flatMap(({ name, annotation }) =>
    annotation !== undefined && !/^(?:typing\.)?ClassVar\b/.test(annotation) && !name.startsWith('_')
      ? [{ name, annotation, module }]
      : [],
  )
  return [...inherited.filter(({ name }) => !own.some((field) => field.name === name)), ...own]
}

/** A validator of the model is named for the field. */
function hasValidator({ module, class: record }: Model, field: string): boolean {
  return module.record.functions.some(
    ({ qualifiedName, decorators }) =>
      qualifiedName.startsWith(`${record.name}.`) &&
      decorators.some(
        ({ name, args }) =>
          /(?:^|\.)(?:field_)?validator$/.test(name) &&
          args.some((arg) => arg.kind === 'string' && (arg.value === field || arg.value === '*')),
      ),
  )
}
