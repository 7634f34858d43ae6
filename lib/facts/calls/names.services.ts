/** Clouds, chats, exchanges, language models and other services that are called through a library of their own. */
export const SERVICES: readonly (readonly [RegExp, string])[] = [
  [
    /^(?:boto3|aioboto3|aiobotocore)\.(?:client|resource|Session|session)|^botocore\.(?!(?:config|exceptions)\b)|^(?:s3fs\.S3FileSystem|smart_open\.\w+|sagemaker\.\w+|awswrangler\.[\w.]+|pynamodb\.connection\.\w+)$/,
    'AWS',
  ],
  [
    /^google\.cloud\.[\w.]+Client$|^googleapiclient\.discovery\.build$|^(?:gspread|gspread_asyncio|pygsheets)\.\w+$|^google\.(?:generativeai|genai)\.\w+$|^vertexai\.[\w.]+$|^firebase_admin\.(?:initialize_app|\w+\.(?:client|send\w*|reference))$|^googlemaps\.Client$|^gcsfs\.GCSFileSystem$|^pyrebase\.initialize_app$/,
    'Google Cloud',
  ],
  [/^azure\.[\w.]+Client(?:\.from_connection_string)?$|^msal\.\w+Application$|^msgraph\.\w+$|^O365\.Account$/, 'Azure'],
  [
    /^(?:openai|anthropic|groq|cohere|together|cerebras\.cloud\.sdk)\.(?:Async)?(?:Azure)?(?:OpenAI|Anthropic|Groq|Client\w*|AsyncClient|Together|AzureOpenAI|AsyncAzureOpenAI|Cerebras|AnthropicBedrock|AnthropicVertex)$|^openai\.(?:\w*Completion|Embedding|Image|Audio|Moderation|resources\.[\w.]+)\.\w+$|^(?:litellm\.a?(?:completion|embedding)|replicate\.\w*run|huggingface_hub\.(?:Async)?InferenceClient|mistralai\.(?:\w+\.)*Mistral\w*|ollama\.\w+|elevenlabs\.\w+|deepgram\.\w*Client|langchain_(?:openai|anthropic|google_\w+|groq|mistralai|cohere|ollama|aws|together|fireworks|community\.chat_models)\.(?:\w+\.)*\w+|langchain\.(?:chat_models|llms|embeddings)\.(?:\w+\.)*(?:Chat\w+|\w*OpenAI\w*|init_chat_model)|llama_index\.(?:llms|embeddings)\.[\w.]+)$/,
    'a service by its SDK',
  ],
  [
    /^(?:telegram\.Bot|telegram\.ext\.(?:\w+\.)*(?:Updater|ApplicationBuilder|Application\.builder)|telebot\.(?:\w+\.)*(?:Async)?TeleBot|aiogram\.(?:\w+\.)*Bot|pyrogram\.Client|telethon\.(?:\w+\.)*TelegramClient|slack_sdk\.(?:\w+\.)*\w*(?:Client|Sender)|slack_bolt\.(?:\w+\.)*(?:Async)?App|slackclient\.\w+|slack\.\w*Client|slacker\.Slacker|twitchio\.[\w.]*(?:Client|Bot)|nio\.AsyncClient|mastodon\.Mastodon|atproto\.\w*Client|tweepy\.(?!errors|error)\w+|twython\.Twython|async_?praw\.Reddit|praw\.Reddit|vk_api\.\w+|vkbottle\.\w+|vk\.\w+|instagrapi\.Client|instaloader\.Instaloader|facebook\.GraphAPI|linebot\.(?:\w+\.)*\w*(?:Api|ApiClient|MessagingApi)|viberbot\.[\w.]*Api|pywhatkit\.\w+|discord_webhook\.\w+|discordwebhook\.\w+|revolt\.Client|pywebpush\.webpush|pyfcm\.\w+|apns2\.client\.\w+|pusher\.Pusher|apprise\.Apprise)$/,
    'a chat or network by its SDK',
  ],
  [
    /^(?:binance\.(?:\w+\.)*(?:Async)?(?:Client|Spot|UMFutures|CMFutures|ThreadedWebsocketManager|BinanceSocketManager)(?:\.create)?|ccxt\.(?:\w+\.)*\w+|unicorn_binance_\w+\.[\w.]+|kucoin\.[\w.]*\w|krakenex\.API|pykrakenapi\.\w+|pybit\.(?:\w+\.)*(?:HTTP|WebSocket)|bybit\.\w+|okx\.[\w.]+API|bitmex\.bitmex|coinbase\.[\w.]+Client|cbpro\.\w+|gdax\.\w+|alpaca\.[\w.]+Client|alpaca_trade_api\.(?:\w+\.)*REST|oandapyV20\.API|ib_insync\.IB|ib_async\.IB|kiteconnect\.\w+|robin_stocks\.[\w.]+|pycoingecko\.\w+|yfinance\.(?:Ticker|Tickers|download)|alpha_vantage\.[\w.]+|polygon\.\w*Client|finnhub\.Client|tda\.[\w.]+|web3\.(?:Web3(?:\.\w*Provider)?|AsyncWeb3|\w*HTTPProvider)|solana\.rpc\.[\w.]*Client)$/,
    'an exchange by its SDK',
  ],
  [
    /^(?:stripe\.[A-Z]\w*(?:\.\w+)?|twilio\.rest\.Client|sendgrid\.SendGridAPIClient|mailjet_rest\.Client|mailchimp\w*\.[\w.]*Client|resend\.[\w.]+\.send|postmarker\.[\w.]*PostmarkClient|sib_api_v3_sdk\.\w+Api|paypalrestsdk\.\w+|paypalcheckoutsdk\.[\w.]+Client|braintree\.BraintreeGateway|razorpay\.Client|mercadopago\.SDK|yookassa\.\w+\.\w+|alipay\.\w+|midtransclient\.\w+|square\.client\.\w+|plaid\.\w+|shopify\.\w+\.\w+|github\.(?:MainClass\.)?Github(?:Integration)?|github3\.\w+|githubkit\.GitHub|ghapi\.[\w.]+|gitlab\.Gitlab|gidgethub\.[\w.]+API|atlassian\.\w+|jira\.(?:client\.)?JIRA|trello\.\w+|asana\.\w*Client|notion_client\.\w*Client|pyairtable\.\w+|airtable\.Airtable|simple_salesforce\.Salesforce|zenpy\.Zenpy|hubspot\.\w+|pydrive2?\.[\w.]+|dropbox\.Dropbox|boxsdk\.\w+|cloudinary\.uploader\.\w+|imagekitio\.ImageKit|supabase\.(?:\w+\.)*a?create_(?:async_)?client|minio\.Minio|b2sdk\.[\w.]+B2Api|hvac\.(?:Client|AsyncClient)|consul\.(?:aio\.)?Consul|etcd3?\.\w+|kazoo\.client\.KazooClient|kubernetes\.client\.(?:\w+\.)*\w+Api|keycloak\.Keycloak\w+|auth0\.[\w.]+|okta\.[\w.]+Client|spotipy\.Spotify|lyricsgenius\.Genius|geopy\.geocoders\.\w+|deep_translator\.\w+|googletrans\.Translator|wikipedia\.(?:page|summary|search)|wikipediaapi\.Wikipedia|duckduckgo_search\.\w*DDGS|ddgs\.DDGS|googlesearch\.search|serpapi\.\w+|tavily\.\w+Client|yt_dlp\.YoutubeDL|youtube_dl\.YoutubeDL|pytube\.(?:YouTube|Playlist)|youtube_transcript_api\.[\w.]+|pyowm\.OWM|tmdbv3api\.\w+|xero_python\.[\w.]+Api|exchangelib\.Account|pysnow\.Client|netbox_?client\.\w+|pynetbox\.api|proxmoxer\.ProxmoxAPI|pyVim\.connect\.\w+|digitalocean\.\w+|hcloud\.Client|openstack\.connect|linode_api4\.\w+|CloudFlare\.CloudFlare|cloudflare\.\w*Cloudflare|datadog_api_client\.ApiClient|pdpyras\.APISession)$/,
    'a service by its SDK',
  ],
]
