/** Keys for models, agents and the services around them. */
import { readTokenTable } from '../token-table.ts'

export const AI_TOKENS = readTokenTable(String.raw`
anthropic-key | Anthropic key or token | sk-ant- | [a-z0-9]{2,12}-[\w-]{16,} | sk-ant-api03-key | delete the key at https://platform.claude.com/settings/keys; for a login, sign out of all devices at https://claude.ai/settings/account
openrouter-key | OpenRouter key | sk-or-v1- sk-or-v2- | [\w-]{20,} | sk-or-v1-key | https://openrouter.ai/settings/keys
langfuse-key | Langfuse secret key | sk-lf- | [0-9a-f]{8}-[0-9a-f-]{27} | sk-lf-public | https://langfuse.com/faq/all/where-are-langfuse-api-keys
helicone-key | Helicone key | sk-helicone- pk-helicone- | [a-z0-9-]{20,} | sk-helicone-key | https://us.helicone.ai/settings/api-keys
huggingface-token | Hugging Face token | hf_ api_org_ | [A-Za-z0-9]{30,} | hf_transformers_cache | https://huggingface.co/settings/tokens
groq-key | Groq key | gsk_ | [A-Za-z0-9]{30,} | gsk_console_settings | https://console.groq.com/keys
replicate-token | Replicate token | r8_ | [A-Za-z0-9]{36,} | r8_optimizer_rules | https://replicate.com/account/api-tokens
perplexity-key | Perplexity key | pplx- | [A-Za-z0-9]{32,} | pplx-70b-online | https://www.perplexity.ai/account/api
xai-key | xAI key | xai- | [A-Za-z0-9]{70,} | xai-grok-4-fast | https://console.x.ai
nvidia-key | NVIDIA key | nvapi- | [\w-]{60,} | nvapi-key | https://org.ngc.nvidia.com/setup/api-keys
tavily-key | Tavily key | tvly- tvly-dev- tvly-prod- | [A-Za-z0-9]{32,} | tvly-search-results | https://app.tavily.com
together-key | Together AI key | tgp_v1_ | [\w-]{40,} | tgp_v1_key | https://api.together.ai/settings/api-keys
fireworks-key | Fireworks AI key | fw_ | [A-Za-z0-9]{22,} | fw_printenv_config_settings | https://app.fireworks.ai/settings/users/api-keys
elevenlabs-key | ElevenLabs key | sk_ | [0-9a-f]{48} | sk_buff_release | https://elevenlabs.io/app/settings/api-keys
cerebras-key | Cerebras key | csk- | [a-z0-9]{48} | csk-model-large | https://cloud.cerebras.ai
voyage-key | Voyage AI key | pa- | [\w-]{43} | pa-risc-linux | https://dashboard.voyageai.com
jina-key | Jina AI key | jina_ | [A-Za-z0-9_-]{50,} | jina_embeddings_v3 | https://jina.ai/api-dashboard
langsmith-key | LangSmith key | lsv2_pt_ lsv2_sk_ | [0-9a-f]{32}_[0-9a-f]{10} | lsv2_pt_key | https://smith.langchain.com/settings
langsmith-key | LangSmith key | ls__ | [0-9a-f]{32} | ls__private | https://smith.langchain.com/settings
pinecone-key | Pinecone key | pcsk_ | \w{60,} | pcsk_index | https://app.pinecone.io
firecrawl-key | Firecrawl key | fc- | [0-9a-f]{32} | fc-cache-warmer | https://www.firecrawl.dev/app/api-keys
apify-token | Apify token | apify_api_ | [A-Za-z0-9]{36} | apify_api_base_url | https://console.apify.com/settings/integrations
context7-key | Context7 key | ctx7sk- | [0-9a-f]{8}-[0-9a-f-]{27} | ctx7sk-key | https://context7.com/dashboard
e2b-key | E2B key | e2b_ | [0-9a-f]{40} | e2b_sandbox | https://e2b.dev/dashboard
daytona-key | Daytona key | dtn_ | [0-9a-f]{64} | dtn_workspace | https://app.daytona.io/dashboard/keys
browserbase-key | Browserbase key | bb_live_ bb_test_ | [\w-]{24,} | bb_live_view | https://www.browserbase.com/settings
mem0-key | Mem0 key | m0- | [A-Za-z0-9]{40} | m0-memory | https://app.mem0.ai/dashboard/api-keys
cursor-key | Cursor key | crsr_ key_ | [0-9a-f]{64} | key_value_store | https://cursor.com/dashboard
windsurf-key | Windsurf key | sk-ws-01- | [\w-]{40,} | sk-ws-01-key | https://windsurf.com/settings
brave-key | Brave Search key | BSA | [\w-]{28} | BSA-framework | https://api-dashboard.search.brave.com/app/keys
coze-token | Coze token | pat_ | [A-Za-z0-9]{64} | pat_token_expired | https://www.coze.com/open/oauth/pats
dify-key | Dify key | app- dataset- | [A-Za-z0-9]{24} | app-settings-page | https://docs.dify.ai/en/guides/application-publishing/developing-with-apis
wandb-key | Weights & Biases key | wandb_v1_ | \w{60,} | wandb_v1_run | https://wandb.ai/settings
runpod-key | Runpod key | rpa_ | [A-Z0-9]{40,60} | rpa_worker | https://console.runpod.io/user/settings
modal-token | Modal token | ak- as- | [A-Za-z0-9]{22} | as-described-in-the-manual | https://modal.com/settings/tokens
smithery-key | Smithery key | smry_ | [A-Za-z0-9]{30,} | smry_server | https://smithery.ai/account/api-keys
google-auth-key | Gemini key | AQ. | Ab8RN6[\w-]{40,} | AQ.answers | https://aistudio.google.com/api-keys
openai-session | OpenAI session key | sess- | [A-Za-z0-9]{40} | sess-cookie-parser-of-express | sign out of all devices at https://platform.openai.com
oauth-token | OAuth token | rt_ ac_ at_ | [\w-]{40,64}\.[\w-]{40,} | rt_task_struct.h | sign out or remove the authorised app, so that the server revokes the token
logfire-token | Logfire token | pylf_v1_us_ pylf_v1_eu_ | [A-Za-z0-9]{40,} | pylf_v1_us_token | https://logfire.pydantic.dev (Settings, Write tokens)
llamaindex-key | LlamaCloud key | llx- | [A-Za-z0-9]{40,} | llx-cloud-index | https://cloud.llamaindex.ai
anyscale-key | Anyscale key | esecret_ | [a-z0-9]{24,} | esecret_key | https://console.anyscale.com
friendli-token | Friendli token | flp_ | [A-Za-z0-9]{40,} | flp_token | https://friendli.ai/suite (Personal settings, Tokens)
humanloop-key | Humanloop key | hl_sk_ hl_pk_ | [0-9a-f]{40,} | hl_sk_key | https://app.humanloop.com/account/api-keys
openpipe-key | OpenPipe key | opk_ | [0-9a-f]{40,} | opk_register | https://app.openpipe.ai
promptlayer-key | PromptLayer key | pl_ | [0-9a-f]{32} | pl_PL | https://dashboard.promptlayer.com
cartesia-key | Cartesia key | sk_car_ | [A-Za-z0-9]{20,} | sk_car_key | https://play.cartesia.ai/keys
runway-key | Runway key | key_ | [0-9a-f]{128} | key_value_store | https://dev.runwayml.com
sourcegraph-token | Sourcegraph token | sgamp_user_ sgamp_ | [\w-]{40,} | sgamp_user_token | https://ampcode.com/settings
chroma-key | Chroma key | ck- | [A-Za-z0-9]{43,} | ck-editor | https://www.trychroma.com
arize-key | Arize key | ak-v1- | [\w-]{30,} | ak-v1-key | https://app.arize.com
`)
