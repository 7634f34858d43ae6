import { BROKERS, DATABASES } from './names.data'
import { SERVICES } from './names.services'

export type Names = readonly (readonly [RegExp, string])[]

/** How Django sends a mail; over the network only where a mail server is set up. */
export const DJANGO_MAIL = 'a mail server by Django'

const HTTP: Names = [
  [
    /^(?:requests|niquests|curl_cffi\.requests|requests_html|requests_cache|cloudscraper|requests_oauthlib)\.(?:get|post|put|patch|delete|head|options|request)$|^(?:requests|niquests|curl_cffi\.requests|requests_html|requests_cache|requests_futures\.sessions|requests_toolbelt\.sessions|cloudscraper|requests_oauthlib)\.(?:sessions\.)?(?:\w*Session|session|create_scraper|CloudScraper|OAuth1|BaseUrlSession)\(\)\.(?:get|post|put|patch|delete|head|options|request|send|fetch_token)$/,
    'HTTP through requests',
  ],
  [
    /^httpx\.(?:get|post|put|patch|delete|head|options|request|stream)$|^httpx\.(?:Client|AsyncClient)(?:\(\)\.\w+)?$/,
    'HTTP through httpx',
  ],
  [/^tornado\.(?:httpclient|simple_httpclient)\.\w*HTTPClient\(\)\.fetch$/, 'HTTP through tornado'],
  [
    /(?:^|[._])(?:http_session|http_client|aiohttp_session|client_session)(?:\(\))?\.(?:get|post|put|patch|delete|request|head|fetch)$/,
    'HTTP',
  ],
  [
    /^(?:playwright|patchright|camoufox|pyppeteer)\.[\w.()]+\.goto$|(?:^|[._])page(?:\(\))?\.goto$|^(?:selenium|seleniumwire|undetected_chromedriver|seleniumbase)\.[\w.]+\(\)\.(?:get|open)$|^(?:nodriver|zendriver)\.start\(\)\.get$|^pyppeteer\.launch$/,
    'pages of other servers',
  ],
  [
    /^(?:aiohttp|aiohttp_retry|aiohttp_client_cache)\.(?:client\.)?(?:ClientSession|CachedSession|RetryClient|request)(?:\(\)\.\w+)?$/,
    'HTTP through aiohttp',
  ],
  [
    /^urllib\.request\.(?:urlopen|urlretrieve)$|^urllib\.urlopen$|^urllib2\.urlopen$|^urllib3\.(?:PoolManager|ProxyManager|HTTPS?ConnectionPool|connection_from_url|request)\b|^http\.client\.HTTPS?Connection|^httplib2?\.\w*(?:Http|Connection)$|^pycurl\.Curl$/,
    'HTTP through urllib',
  ],
  [
    /^scrapy\.(?:http\.)?(?:\w+\.)?\w*Request$|^(?:treq|grequests|asks)\.\w+$|^feedparser\.parse$|^uplink\.\w+$/,
    'HTTP',
  ],
]

const SERVERS: Names = [
  [
    /^(?:smtplib\.(?:SMTP|SMTP_SSL|LMTP)|aiosmtplib\.\w+|imaplib\.IMAP4(?:_SSL)?|imap_tools\.\w+|poplib\.POP3(?:_SSL)?|ftplib\.FTP(?:_TLS)?|aioftp\.\w+|paramiko\.(?:SSHClient|Transport)|pysftp\.Connection|fabric\.Connection|asyncssh\.connect|netmiko\.ConnectHandler|ldap3?\.\w+|telnetlib3?\.\w+|socket\.create_connection|yagmail\.SMTP|flask_mail\.Mail|flask_mailman\.Mail|fastapi_mail\.FastMail|xmlrpc\.client\.ServerProxy|zeep\.(?:Async)?Client|suds\.client\.Client)$/,
    'a server',
  ],
  [/^django\.core\.mail\.(?:send_mail|send_mass_mail|mail_admins|EmailMessage|EmailMultiAlternatives)$/, DJANGO_MAIL],
  [/^(?:grpc|grpc\.aio|grpc\.experimental\.\w+|grpclib\.client)\.(?:insecure_channel|secure_channel|Channel)$/, 'gRPC'],
  [
    /^websockets?\.(?:connect|create_connection|client\.connect|asyncio\.client\.connect|sync\.client\.connect|WebSocketApp)$|^socketio\.(?:Async|Simple)?Client$/,
    'a websocket',
  ],
  [
    /^airflow\.(?:providers|contrib|hooks|operators|sensors)\.(?!(?:standard|common\.compat)\.|(?:python|python_operator|bash|bash_operator|empty|dummy|dummy_operator|branch|datetime|weekday|latest_only|latest_only_operator|subdag|subdag_operator|trigger_dagrun|dagrun_operator|external_task|external_task_sensor|filesystem|time_delta|date_time|base|base_hook|sensors)\.)[\w.]+(?:Operator|Sensor|Hook)(?:\(\)\.\w+)?$|^airflow\.operators\.(?:bash|python|sensors)\w*\.(?:Sql|Http|S3)\w*$/,
    'other systems by operators of Airflow',
  ],
]

/** Resolved names of calls that leave the process over the network, with what they reach. */
export const OUTBOUND: Names = [...HTTP, ...DATABASES, ...BROKERS, ...SERVERS, ...SERVICES]

/** A client of a library that no list names. */
const CLIENT =
  /^[a-z]\w*(?:\.\w+)*\.(?:\w*Client|Async(?:Redis|Postgres(?:QL)?|MySQL|Mongo\w*|Kafka\w*|Rabbit\w*))(?:\.(?:create|connect|init|from_\w+))?$/
/** Clients of tests, of this machine, and of what is named above by what they ask. */
const NO_CLIENT =
  /^(?:http|httpx|aiohttp|socket|multiprocessing|docker|dask|distributed|pytest\w*|django|flask|werkzeug|starlette|fastapi|rest_framework|httpx_\w+|tornado|unittest|typing|fakeredis|mongomock|moto|discord|disnake|nextcord|hikari|webtest|asgi_lifespan|async_asgi_testclient|asgiref|ipykernel|jupyter_client|nbclient|jsonschema|prometheus_client|sentry_sdk|opentelemetry|statsd|posthog|authlib|oauthlib)\.|[Tt]est_?[Cc]lient/

export function isClient(callee: string): boolean {
  return callee.length <= 200 && CLIENT.test(callee) && !NO_CLIENT.test(callee)
}
