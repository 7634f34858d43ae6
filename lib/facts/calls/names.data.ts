export const DATABASE = 'a database'

/** Drivers and object mappers of databases, caches and search servers. */
export const DATABASES: readonly (readonly [RegExp, string])[] = [
  [
    /^(?:psycopg2?(?:\.pool)?\.(?:connect|\w*Pool)|psycopg2?\.extensions\.connection|psycopg\.(?:Async)?Connection\.connect|psycopg_pool\.\w+|asyncpg\.(?:connect|create_pool|connection\.connect|pool\.create_pool)|aiopg\.\w+(?:\.create_engine)?|pg8000\.(?:\w+\.)?connect|py_?postgresql\.open|pymysql\.(?:connect|Connection|connections\.Connection)|MySQLdb\.connect|mysql\.connector\.(?:connect|pooling\.\w+)|mariadb\.\w+|aiomysql\.\w+|asyncmy\.\w+|pyodbc\.connect|aioodbc\.\w+|pymssql\.connect|cx_Oracle\.\w+|oracledb\.\w+|ibm_db\.\w+|snowflake\.connector\.connect|clickhouse_\w+\.\w+|trino\.dbapi\.connect|prestodb\.dbapi\.connect|pyhive\.\w+\.connect|impala\.dbapi\.connect|databricks\.sql\.connect|redshift_connector\.connect|teradatasql\.connect|phoenixdb\.connect|vertica_python\.connect)$/,
    DATABASE,
  ],
  [
    /^sqlalchemy\.(?:create_engine|engine\.create_engine|engine_from_config|ext\.asyncio\.(?:create_async_engine|async_engine_from_config)|ext\.asyncio\.engine\.create_async_engine)$|^sqlmodel\.create_engine$|^databases\.(?:core\.)?Database$|^(?:flask_sqlalchemy|flask_sqlalchemy_lite|flask_alchemy|quart_sqlalchemy)\.SQLAlchemy$|^fastapi_(?:async_)?sqlalchemy\.\w+$|^(?:advanced_alchemy|litestar)\.[\w.]*SQLAlchemy\w*Config$|^(?:records|dataset)\.(?:Database|connect)$/,
    DATABASE,
  ],
  [
    /^(?:peewee|playhouse\.\w+)\.(?:(?:Pooled|Retry\w*)?(?:Postgresql|MySQL|Cockroach|MariaDB)\w*Database|connect|FlaskDB)$|^peewee_async\.\w+Database$|^tortoise\.(?:Tortoise\.init|contrib\.\w+\.(?:register_tortoise|RegisterTortoise))$|^pony\.orm\.Database$|^gino\.(?:[\w.]+\.)?Gino$|^piccolo\.engine\.postgres\.\w+$|^prisma\.Prisma$|^edgedb\.\w+|^gel\.create_\w+/,
    DATABASE,
  ],
  [
    /^(?:pymongo\.(?:mongo_client\.)?(?:Async)?MongoClient|motor\.[\w.]+Client|(?:mongoengine|pymodm)\.(?:connection\.)?connect|flask_pymongo\.PyMongo|flask_mongoengine\.MongoEngine|beanie\.init_beanie|odmantic\.\w*Engine|umongo\.\w+)$/,
    'MongoDB',
  ],
  [
    /^(?:redis|aioredis|coredis|valkey|aredis|rediscluster|upstash_redis)\.(?:\w+\.)*(?:Async)?(?:Redis|StrictRedis|from_url|RedisCluster|Sentinel|Redis\.from_url|create_redis\w*|BlockingConnectionPool|ConnectionPool|ConnectionPool\.from_url)$|^flask_redis\.FlaskRedis|^redis_om\.get_redis_connection$|^walrus\.\w*Database$|^(?:pymemcache|memcache|pylibmc|bmemcached|aiomcache)\.(?:\w+\.)*\w*Client$|^django_redis\.get_redis_connection$/,
    'Redis',
  ],
  [
    /^(?:elasticsearch|elasticsearch\d|opensearchpy|elasticsearch_async)\.\w+$|^elasticsearch_dsl\.(?:connections\.)+\w+$|^(?:pysolr|solr|meilisearch|meilisearch_python_sdk|typesense|algoliasearch)\.(?:\w+\.)*(?:Solr|\w*Client|SearchClient\.create)$/,
    'a search server',
  ],
  [
    /^(?:cassandra\.cluster\.Cluster|neo4j\.(?:Async)?GraphDatabase\.(?:async_)?driver|neomodel\.\w+|py2neo\.Graph|influxdb\w*\.\w*(?:Client|InfluxDBClient\w*)|couchdb\.\w+|couchdb3\.\w+|cloudant\.\w+|aiocouch\.\w+|couchbase\.cluster\.Cluster(?:\.connect)?|arango\.ArangoClient|happybase\.\w+|rethinkdb\.\w+|pymilvus\.(?:connections\.connect|\w+Client)|pinecone\.\w+|weaviate\.(?:\w*Client|connect_to_\w+)|qdrant_client\.\w*Client|chromadb\.(?:Async)?HttpClient|surrealdb\.\w+)$/,
    'a database server',
  ],
]

/** Queues, streams and what tasks are handed to. */
export const BROKERS: readonly (readonly [RegExp, string])[] = [
  [
    /^(?:kafka|aiokafka|confluent_kafka)\.(?:\w+\.)*\w*(?:Consumer|Producer|AdminClient)$|^(?:faust|mode)\.App$|^quixstreams\.\w+$|^pykafka\.KafkaClient$/,
    'Kafka',
  ],
  [
    /^(?:pika\.(?:\w+\.)*\w*Connection|aio_pika\.(?:\w+\.)*connect\w*|kombu\.(?:\w+\.)*(?:Connection|BrokerConnection)|kombu\.Connection\(\)\.\w+|aiormq\.connect|amqp\.Connection|amqpstorm\.\w*Connection|rabbitpy\.\w+|nats\.(?:aio\.client\.)?(?:connect|NATS|Client)|stomp\.(?:\w+\.)*\w*Connection\w*|pulsar\.Client|paho\.mqtt\.client\.Client|paho\.mqtt\.publish\.\w+|(?:aiomqtt|asyncio_mqtt|gmqtt|amqtt\.client|hbmqtt\.client)\.\w*Client|flask_mqtt\.Mqtt|fastapi_mqtt\.\w+|nameko\.[\w.]*Rpc\w*|faststream\.(?:\w+\.)*\w+Broker|propan\.\w+Broker|taskiq_\w+\.\w+Broker|dramatiq\.brokers\.\w+\.\w+Broker|arq\.(?:\w+\.)*create_pool|rq\.(?:Queue|Worker)|celery\.(?:app\.)?Celery|huey\.\w*RedisHuey|remoulade\.brokers\.\w+\.\w+)$/,
    'a message broker',
  ],
]
