import type { PythonModule } from '@/lib/facts/facts'
import type { ClassRecord, DecoratorRecord, Value } from '@/lib/python/record'

/** Views and mixins of Django REST framework that take no body. */
const READERS =
  /(?:^|\.)(?:ReadOnlyModelViewSet|GenericViewSet|GenericAPIView|(?:List|Retrieve|Destroy)ModelMixin|(?:List|Retrieve|Destroy|RetrieveDestroy)APIView)$/
/** Of other packages or the project: `LoginRequiredMixin`, but not `BulkCreateMixin` or `BaseViewSet`. */
const BESIDE = /^(?!.*(?:Create|Update|Write|Save|Post|Put|Patch|Bulk|Upsert|CRUD|Crud|Model)).*Mixin$/
const WRITES = /^(?:post|put|patch|create|update|partial_update|perform_create|perform_update)$/i

/** A serializer of a view that answers nothing but reads and deletes forms its output. */
export function onlyReads({ name, bases, fields }: ClassRecord, { record }: PythonModule): boolean {
  const served = fields.find((field) => field.name === 'http_method_names')?.value
  if (served?.kind === 'list') return !served.items.some(isWrite)
  if (!bases.some((base) => READERS.test(base)) || !bases.every((base) => READERS.test(base) || BESIDE.test(base)))
    return false
  return !record.functions.some(
    (fn) => fn.qualifiedName === `${name}.${fn.name}` && (WRITES.test(fn.name) || fn.decorators.some(isWritingAction)),
  )
}

/** `@action(methods=['post'])`, `@action(['post'])`, `@publish.mapping.post`. */
function isWritingAction({ name, args, keywords }: DecoratorRecord): boolean {
  if (/\.mapping\.(?:post|put|patch)$/.test(name)) return true
  if (!/(?:^|\.)action$/.test(name)) return false
  const methods = keywords.methods ?? args[0]
  if (methods === undefined) return false
  return methods.kind === 'list' ? methods.items.some(isWrite) : true
}

/** Also what is no literal may be one. */
function isWrite(value: Value): boolean {
  return value.kind !== 'string' || WRITES.test(value.value)
}
