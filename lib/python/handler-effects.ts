import type { HandlerRecord } from './record'
import type { Resolver } from './resolve'
import type { Scope } from './scope'
import { child, descendants, type SyntaxNode, type SyntaxTree, textOf } from './syntax'

type Effects = Pick<HandlerRecord, 'reraises' | 'reraisesSame' | 'reports' | 'tellsUser' | 'answers' | 'stores'>

const LOG_METHODS =
  /\.(debug|info|warning|warn|error|exception|critical|fatal|log|trace|success|opt\(\)\.\w+|ainfo|aerror|aexception|awarning)$/
const LOGGER =
  /(^|[._])(log|logger|logging|_log|_logger|lg|structlog|loguru|logbook|absl)([._([]|$)|logg?(er|ing)?(\(\))?\.\w+$/i
const REPORTS =
  /^(traceback\.(print_exc|print_exception|print_stack|format_exc|format_exception)|warnings\.warn|sys\.excepthook|rollbar\.report\w+|bugsnag\.notify|newrelic\.agent\.\w+|sentry_sdk\.\w+)$|(^|\.)(capture_exception|capture_message|captureException|record_exception|notice_error|print_exc|log_exception|handle_exception|report_exception|notify_exception|set_status|handleError|log_error|call_exception_handler)$/
/** Writes where only the person at the terminal reads it. */
const TELLS =
  /^(print|pprint\.pprint|click\.(echo|secho|echo_via_pager)|typer\.(echo|secho)|rich\.print|sys\.(stderr|stdout)\.write|(self\.)?(stderr|stdout)\.write|tqdm\.(tqdm\.)?write)$|(^|\.)([Cc]onsole(\(\))?\.(print|log|print_exception)|secho|echo|perror|poutput)$/
/** Shows it to the person who asked, in whatever interface: a page, a window, a chat. */
const SHOWS =
  /^(streamlit\.(sidebar\.)?(error|warning|exception|info|write|toast|markdown|text|caption)|django\.contrib\.messages\.\w+|tkinter\.messagebox\.\w+)$|(^|\.)([Mm]essagebox\.\w+|QMessageBox\.\w+|flash|reply(_text)?|send_message|answer|respond|edit_message(_text)?|edit_original_(response|message)|(ctx|context|message|msg|query|callback_query)\.edit_text)$|(^|[._])(message|msg)\.edit$|(^|[._])(ctx|[Cc]ontext|channel|[Tt]extChannel|thread|followup|author|user|member|interaction)(\(\))?\.send$/
const ANSWERS =
  /^(sys\.exit|os\._exit|exit|quit|flask\.abort|quart\.abort|bottle\.abort|abort|click\.(Abort|ClickException|UsageError)|raise_for_status|typer\.Exit|self\.(fail|abort|send_error|error|retry|set_status|write_error|finish))$|(^|\.)(parser(\(\))?\.(error|exit)|ArgumentParser\(\)\.(error|exit)|send_error|abort|nack|reject|basic_nack|basic_reject|set_status|skip)$|Response$|(^|\.)(jsonify|render|HttpResponse\w*|redirect)$/
const HTTP_ERROR =
  /(^|\.)(HTTP\w*|Http404|\w*HTTPException|\w*HttpException|APIException|ValidationError|PermissionDenied|NotFound|BadRequest|SystemExit|Exit|Abort|ClickException|UsageError|BadParameter|CommandError|KeyboardInterrupt|Reject|Retry|Ignore|web\.\w+)(\(\))?$/
/** Calls that look at the exception and keep nothing of it. */
const LOOKS_ONLY =
  /^(str|repr|isinstance|type|len|format|getattr|hasattr|int|bool|id|dir|vars|print|str\.format|issubclass)$|\.(format|startswith|endswith|strip|lower|split|join|debug|with_traceback|items|get)$/

/** What a handler does with the error; nested functions and classes in it do nothing by themselves. */
export function handlerEffects(
  tree: SyntaxTree,
  body: SyntaxNode | null,
  exception: string | null,
  scope: Scope,
  resolver: Resolver,
): Effects {
  const effects = {
    reraises: false,
    reraisesSame: false,
    reports: false,
    tellsUser: false,
    answers: false,
    stores: false,
  }
  if (!body) return effects
  for (const node of descendants(
    body,
    (inner) => !/^(function_definition|class_definition|lambda)$/.test(inner.type),
  )) {
    if (node.type === 'raise_statement') {
      effects.reraises = true
      if (raisesSame(tree, node, exception)) effects.reraisesSame = true
      const raised = node.children[0] && resolver.resolve(node.children[0], scope)
      if (raised && HTTP_ERROR.test(raised)) effects.answers = true
    } else if (node.type === 'return_statement' || node.type === 'yield') {
      const value = node.children[0]
      if (value && value.type !== 'none') effects.answers = true
    } else if (node.type === 'call') {
      const callee = calleeOf(tree, node, scope, resolver)
      if (isReport(callee)) effects.reports = true
      else if (TELLS.test(callee)) effects.tellsUser = true
      if (ANSWERS.test(callee) || SHOWS.test(callee)) effects.answers = true
      if (/^sys\.exc_info$|\.set_exception$/.test(callee)) effects.stores = true
    } else if (exception && node.type === 'identifier' && textOf(tree, node) === exception) {
      if (isKept(tree, node, body, scope, resolver)) effects.stores = true
    }
  }
  return effects
}

/** `raise`, `raise error` and `raise error.with_traceback(...)`. */
function raisesSame(tree: SyntaxTree, statement: SyntaxNode, exception: string | null): boolean {
  const [raised] = statement.children
  if (!raised) return true
  const text = textOf(tree, raised)
  return exception !== null && (text === exception || text.startsWith(`${exception}.with_traceback(`))
}

/** A logger's method, or a reporter of errors. */
export function isReport(callee: string): boolean {
  if (REPORTS.test(callee) || /^logging\.\w+$/.test(callee)) return true
  const dot = callee.lastIndexOf('.')
  return LOG_METHODS.test(callee) && LOGGER.test(callee.slice(0, dot + 1))
}

function calleeOf(tree: SyntaxTree, call: SyntaxNode, scope: Scope, resolver: Resolver): string {
  const called = child(call, 'function')
  if (!called) return ''
  return resolver.resolve(called, scope) ?? textOf(tree, called).slice(0, 120)
}

function isKept(tree: SyntaxTree, use: SyntaxNode, body: SyntaxNode, scope: Scope, resolver: Resolver): boolean {
  for (let node = use.parent, from = use; node && node !== body; from = node, node = node.parent) {
    if ((node.type === 'assignment' || node.type === 'augmented_assignment') && from.field === 'right') return true
    if (node.type === 'yield') return true
    if (node.type === 'call' && from.field === 'arguments') {
      const callee = calleeOf(tree, node, scope, resolver)
      if (!LOOKS_ONLY.test(callee) && !isReport(callee) && !TELLS.test(callee) && !SHOWS.test(callee)) return true
    }
    if (node.type === 'if_statement' || node.type === 'comparison_operator') return false
  }
  return false
}
