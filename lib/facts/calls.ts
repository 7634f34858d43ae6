import type { CallRecord } from '@/lib/python/record'
import type { PythonModule } from './facts'

export interface FoundCall {
  readonly module: PythonModule
  readonly call: CallRecord
  readonly what: string
}

/** Resolved names of calls that leave the process over the network, with what they reach. */
const OUTBOUND: readonly [RegExp, string][] = [
  [
    /^requests\.(?:get|post|put|patch|delete|head|options|request)$|^requests\.(?:Session|session)\(\)\.(?:get|post|put|patch|delete|head|options|request|send)$/,
    'HTTP through requests',
  ],
  [
    /^httpx\.(?:get|post|put|patch|delete|head|request|stream)$|^httpx\.(?:Client|AsyncClient)(?:\(\)\.\w+)?$/,
    'HTTP through httpx',
  ],
  [/^tornado\.httpclient\.\w*HTTPClient\(\)\.fetch$/, 'HTTP through tornado'],
  [
    /(?:^|[._])(?:http_session|http_client|aiohttp_session|client_session)(?:\(\))?\.(?:get|post|put|patch|delete|request|head|fetch)$/,
    'HTTP',
  ],
  [/^playwright\.[\w.()]+\.goto$|(?:^|[._])page(?:\(\))?\.goto$/, 'pages of other servers'],
  [/^aiohttp\.(?:ClientSession|request)(?:\(\)\.\w+)?$|^aiohttp\.client\.ClientSession/, 'HTTP through aiohttp'],
  [
    /^urllib\.request\.(?:urlopen|urlretrieve)$|^urllib2\.urlopen$|^urllib3\.(?:PoolManager|request)|^http\.client\.HTTPS?Connection/,
    'HTTP through urllib',
  ],
  [/^(?:boto3|aioboto3|aiobotocore)\.(?:client|resource|Session|session)|^botocore\./, 'AWS'],
  [/^google\.cloud\.[\w.]+Client$|^googleapiclient\.discovery\.build$/, 'Google Cloud'],
  [/^azure\.[\w.]+Client(?:\.from_connection_string)?$/, 'Azure'],
  [
    /^(?:psycopg2?(?:\.pool)?\.(?:connect|\w*Pool)|psycopg\.(?:connect|AsyncConnection\.connect)|psycopg_pool\.\w+|asyncpg\.(?:connect|create_pool)|aiopg\.\w+|pymysql\.connect|MySQLdb\.connect|mysql\.connector\.connect|aiomysql\.\w+|pyodbc\.connect|cx_Oracle\.\w+|oracledb\.\w+|snowflake\.connector\.connect|clickhouse_\w+\.\w+)$/,
    'a database',
  ],
  [
    /^sqlalchemy\.(?:create_engine|ext\.asyncio\.create_async_engine|engine_from_config)$|^sqlmodel\.create_engine$|^databases\.Database$|^flask_sqlalchemy\.SQLAlchemy$/,
    'a database',
  ],
  [/^(?:pymongo\.MongoClient|motor\.[\w.]+Client|mongoengine\.connect)$/, 'MongoDB'],
  [
    /^(?:redis|aioredis|redis\.asyncio|redis\.client)\.(?:Redis|StrictRedis|from_url|Redis\.from_url|create_redis\w*|ConnectionPool\.from_url)$/,
    'Redis',
  ],
  [/^(?:kafka|aiokafka|confluent_kafka)\.\w*(?:Consumer|Producer)$/, 'Kafka'],
  [
    /^(?:pika\.\w*Connection|aio_pika\.connect\w*|kombu\.Connection|nats\.connect|stomp\.Connection|aiormq\.connect)$/,
    'a message broker',
  ],
  [/^(?:elasticsearch|opensearchpy)\.\w+$|^elasticsearch_dsl\.(?:connections\.)+\w+$/, 'a search server'],
  [
    /^(?:smtplib\.SMTP(?:_SSL)?|aiosmtplib\.\w+|imaplib\.IMAP4(?:_SSL)?|ftplib\.FTP(?:_TLS)?|paramiko\.(?:SSHClient|Transport)|pysftp\.Connection|socket\.create_connection|ldap3?\.\w+|telnetlib\.Telnet)$/,
    'a server',
  ],
  [/^(?:grpc|grpc\.aio)\.(?:insecure|secure)_channel$/, 'gRPC'],
  [
    /^(?:stripe\.[A-Z]\w*\.\w+|openai\.(?:OpenAI|AsyncOpenAI|ChatCompletion\.\w+)|anthropic\.(?:Anthropic|AsyncAnthropic)|twilio\.rest\.Client|slack_sdk\.\w+|sendgrid\.SendGridAPIClient|github\.Github|telegram\.Bot|tweepy\.\w+|praw\.Reddit|atlassian\.\w+|jira\.JIRA)$/,
    'a service by its SDK',
  ],
  [/^websockets?\.(?:connect|create_connection|client\.connect)$/, 'a websocket'],
]

const LOCAL_FILE = /^sqlite/i
/** A method of a piece of what came back, such as `client.decrypt()['Plaintext'].decode`. */
const OF_AN_ANSWER = /\(\)\[\]/

/** What is done with a client and asks nobody anything. */
const KEEPS_HOUSE = /\(\)\.(?:a?close|is_closed|build_request|mount|headers|cookies)$/

/** Outbound calls of the modules given, in order. A database that is a local SQLite file is none. */
export function outboundCalls(modules: readonly PythonModule[]): readonly FoundCall[] {
  return modules.flatMap((module) =>
    module.record.calls.flatMap((call) => {
      const what = OUTBOUND.find(([pattern]) => pattern.test(call.callee))?.[1]
      const first = call.args[0]
      if (
        !what ||
        OF_AN_ANSWER.test(call.callee) ||
        KEEPS_HOUSE.test(call.callee) ||
        (what === 'a database' && first?.kind === 'string' && LOCAL_FILE.test(first.value))
      )
        return []
      return [{ module, call, what }]
    }),
  )
}

const LOCAL_IO =
  /^(?:open|io\.open|codecs\.open|aiofiles\.open|pathlib\.Path\(\)\.(?:open|read_text|read_bytes|write_text|write_bytes)|os\.(?:remove|rename|makedirs|mkdir|listdir|unlink|replace|walk|scandir)|shutil\.\w+|subprocess\.(?:run|Popen|call|check_call|check_output)|asyncio\.create_subprocess_\w+|os\.(?:system|popen)|socket\.socket|sqlite3\.connect|json\.loads?|yaml\.(?:safe_load|load|full_load)|tomllib\.loads?|csv\.(?:reader|DictReader)|pickle\.loads?|xml\.etree\.ElementTree\.\w+|zipfile\.ZipFile|tarfile\.open|configparser\.\w+\(\)\.read|pandas\.read_\w+)$/

/** Calls that can fail for a reason outside the code: files, processes, parsing, network. */
export function riskyCalls(modules: readonly PythonModule[]): readonly FoundCall[] {
  const local = modules.flatMap((module) =>
    module.record.calls
      .filter(({ callee }) => LOCAL_IO.test(callee))
      .map((call) => ({ module, call, what: call.callee })),
  )
  return [...outboundCalls(modules), ...local]
}
