import type { Evidence, PythonModule } from '@/lib/facts/facts'
import { perModule } from '@/lib/facts/per-module'
import { perText } from '@/lib/python/per-text'
import type { Value } from '@/lib/python/record'

const FRAMEWORK_CALL =
  /(?:\.add_exception_handler|\.register_error_handler|\.add_error_handler|\.set_exception_handler|\.errorhandler|\.exception_handler|\.signals\.task_failure\.connect)$/
const FRAMEWORK_DECORATOR =
  /(?:\.errorhandler|\.app_errorhandler|\.exception_handler|\.exception|exception_view_config|task_failure\.connect|\.error|web\.middleware|(?:^|\.)failure_hook|(?:^|\.)run_failure_sensor)$/
const FRAMEWORK_NAME =
  /^(?:handler500|EXCEPTION_HANDLER|on_failure|process_exception|write_error|on_failure_callback|sys\.excepthook|excepthook)$/
/** Arguments that name what is called when a task or flow of Airflow or Prefect fails. */
const CALLBACKS = ['on_failure_callback', 'on_failure', 'on_crashed', 'exception_handlers'] as const

/** Handlers that the framework calls for whatever nobody caught. */
export function frameworkHandlers(modules: readonly PythonModule[]): Evidence[] {
  return modules.flatMap(handlersIn)
}

const isFrameworkCall = perText((callee) => FRAMEWORK_CALL.test(callee))

const handlersIn = perModule(({ path, record }: PythonModule): readonly Evidence[] => [
  ...record.calls
    .filter(
      ({ callee, keywords }) =>
        isFrameworkCall(callee) || setsCallback((name) => keywords[name]) || isTableWithCallback(keywords.default_args),
    )
    .map(({ line }) => ({ path, line, note: 'A framework-level handler is registered.' })),
  ...record.functions
    .filter(
      ({ name, decorators }) =>
        FRAMEWORK_NAME.test(name) ||
        decorators.some(
          (decorator) =>
            (FRAMEWORK_DECORATOR.test(decorator.name) &&
              !(decorator.name.endsWith('web.middleware') && !record.handlers.length)) ||
            setsCallback((argument) => decorator.keywords[argument]),
        ),
    )
    .map(({ name, line }) => ({ path, line, note: `${name} handles errors for the framework.` })),
  ...record.assignments.flatMap(({ target, line, value }) => {
    if (FRAMEWORK_NAME.test(target)) return [{ path, line, note: `${target} handles errors for the framework.` }]
    return isTableWithCallback(value) ? [{ path, line, note: `${target} has the framework report what fails.` }] : []
  }),
])

/** A callback for failures, or Airflow's own mail to somebody about each of them. */
function setsCallback(read: (name: string) => Value | undefined): boolean {
  const isSet = (value: Value | undefined) => value !== undefined && value.kind !== 'none'
  if (CALLBACKS.some((name) => isSet(read(name)))) return true
  const mails = read('email_on_failure')
  return mails?.kind === 'bool' && mails.value && isSet(read('email'))
}

function isTableWithCallback(value: Value | undefined): boolean {
  if (value?.kind !== 'dict') return false
  return setsCallback((name) => value.entries.find(({ key }) => key.kind === 'string' && key.value === name)?.value)
}
