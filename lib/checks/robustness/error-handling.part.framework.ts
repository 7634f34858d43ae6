import type { Evidence, PythonModule } from '@/lib/facts/facts'

const FRAMEWORK_CALL =
  /(?:\.add_exception_handler|\.register_error_handler|\.add_error_handler|\.set_exception_handler|\.errorhandler|\.exception_handler|\.signals\.task_failure\.connect)$/
const FRAMEWORK_DECORATOR =
  /(?:\.errorhandler|\.app_errorhandler|\.exception_handler|\.exception|exception_view_config|task_failure\.connect|\.error|web\.middleware)$/
const FRAMEWORK_NAME =
  /^(?:handler500|EXCEPTION_HANDLER|on_failure|process_exception|write_error|on_failure_callback|sys\.excepthook|excepthook)$/

/** Handlers that the framework calls for whatever nobody caught. */
export function frameworkHandlers(modules: readonly PythonModule[]): Evidence[] {
  return modules.flatMap(({ path, record }) => [
    ...record.calls
      .filter(({ callee, keywords }) => FRAMEWORK_CALL.test(callee) || keywords.exception_handlers !== undefined)
      .map(({ line }) => ({ path, line, note: 'A framework-level handler is registered.' })),
    ...record.functions
      .filter(
        ({ name, decorators }) =>
          FRAMEWORK_NAME.test(name) ||
          decorators.some(
            (decorator) =>
              FRAMEWORK_DECORATOR.test(decorator.name) &&
              !(decorator.name.endsWith('web.middleware') && !record.handlers.length),
          ),
      )
      .map(({ name, line }) => ({ path, line, note: `${name} handles errors for the framework.` })),
    ...record.assignments
      .filter(({ target }) => FRAMEWORK_NAME.test(target))
      .map(({ target, line }) => ({ path, line, note: `${target} handles errors for the framework.` })),
  ])
}
