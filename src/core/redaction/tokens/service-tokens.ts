/** Tokens of chat, mail, payment, marketing, office and other services. */
import { readTokenTable } from '../token-table.ts'

export const SERVICE_TOKENS = readTokenTable(String.raw`
slack-token | Slack token | xoxa- xoxb- xoxc- xoxe- xoxo- xoxp- xoxr- xoxs- xoxd- xoxe.xoxb- xoxe.xoxp- | [\w%-]{10,} | xoxb-token | https://api.slack.com/apps, or call the auth.revoke method
slack-token | Slack token | xapp- | \d-[\w-]{10,} | xapp-1-name | https://api.slack.com/apps, or call the auth.revoke method
atlassian-token | Atlassian token | ATATT3 ATCTT3 | [A-Za-z0-9_=-]{20,} | ATATT3 | https://id.atlassian.com/manage-profile/security/api-tokens
atlassian-token | Atlassian token | ATBB | [A-Za-z0-9]{28,} | ATBB_token | https://id.atlassian.com/manage-profile/security/api-tokens
trello-token | Trello token | ATTA | [0-9a-fA-F]{60,} | ATTACHED | https://trello.com/power-ups/admin
notion-token | Notion token | ntn_ secret_ | [A-Za-z0-9]{36,} | secret_access_key_of_service | https://www.notion.so/profile/integrations
airtable-token | Airtable token | pat | [A-Za-z0-9]{14}\.[0-9a-f]{64} | path.join | https://airtable.com/create/tokens
hubspot-token | HubSpot token | pat-na1- pat-na2- pat-na3- pat-eu1- pat-ap1- | [0-9a-f-]{32,} | pat-na1-token | rotate it in the private app's settings
clickup-token | ClickUp token | pk_ | \d{5,12}_[A-Z0-9]{32} | pk_12345_name | https://app.clickup.com/settings/apps
klaviyo-key | Klaviyo key | pk_ | [0-9a-f]{34} | pk_constraint | https://www.klaviyo.com/settings/account/api-keys
stripe-key | Stripe key | sk_live_ sk_test_ rk_live_ rk_test_ | [A-Za-z0-9]{10,} | sk_test_key | roll it at https://dashboard.stripe.com/apikeys
stripe-key | webhook signing secret | whsec_ | [A-Za-z0-9+/=]{16,} | whsec_name | roll it at https://dashboard.stripe.com/apikeys
shopify-token | Shopify token | shpat_ shpca_ shppa_ shpss_ shpua_ shpatf_ | [0-9a-fA-F]{32,} | shpat_token | uninstall the app or rotate its secret in the shop's admin
square-token | Square token | sq0atp- sq0csp- sq0idp- | [\w-]{22,} | sq0atp-token | https://developer.squareup.com/apps
square-token | Square token | EAAA | [\w-]{60,} | EAAA_setting | https://developer.squareup.com/apps
facebook-token | Facebook token | EAA | [A-Za-z0-9]{90,} | EAA_setting | https://developers.facebook.com/tools/accesstoken
instagram-token | Instagram token | IGQV IGQW IGAA | [\w-]{90,} | IGQV_setting | https://developers.facebook.com/apps
paypal-token | PayPal or Braintree token | access_token$production$ access_token$sandbox$ | [a-z0-9]{16}\$[0-9a-f]{32} | access_token$production$ | https://developer.paypal.com/dashboard
plaid-token | Plaid token | access-sandbox- access-development- access-production- | [0-9a-f]{8}-[0-9a-f-]{27} | access-sandbox-token | https://dashboard.plaid.com/developers/keys
adyen-key | Adyen key | AQE | [A-Za-z0-9]{5,10}\^?[A-Za-z0-9+/=*]{40,} | AQEmploy | https://ca-live.adyen.com
razorpay-key | Razorpay key | rzp_live_ rzp_test_ | [A-Za-z0-9]{14} | rzp_test_key | https://dashboard.razorpay.com/app/keys
flutterwave-key | Flutterwave key | FLWSECK- FLWSECK_TEST- FLWPUBK_TEST- | [0-9A-Za-z]{12,34}(?:-X)? | FLWSECK_TEST-key | https://app.flutterwave.com/dashboard/settings/apis
gocardless-token | GoCardless token | live_ | [\w=-]{40} | live_reload_port | https://manage.gocardless.com/developers
duffel-token | Duffel token | duffel_test_ duffel_live_ | [\w-]{40,} | duffel_test_key | https://app.duffel.com
easypost-key | EasyPost key | EZAK EZTK | [A-Za-z0-9]{54} | EZAK_key | https://www.easypost.com/account/api-keys
shippo-token | Shippo token | shippo_live_ shippo_test_ | [0-9a-f]{40} | shippo_test_key | https://apps.goshippo.com/settings/api
lob-key | Lob key | live_ test_ | [0-9a-f]{35} | test_login_page | https://dashboard.lob.com/settings/api-keys
lob-key | Lob key | live_pub_ test_pub_ | [0-9a-f]{31} | test_pub_sub | https://dashboard.lob.com/settings/api-keys
frameio-token | Frame.io token | fio-u- | [\w=-]{64} | fio-u-name | https://developer.frame.io/app/tokens
mailgun-key | Mailgun key | key- pubkey- | [0-9a-f]{32} | key-value-pairs | https://app.mailgun.com/settings/api_security
brevo-key | Brevo key | xkeysib- xsmtpsib- | [0-9a-f]{64}-[A-Za-z0-9]{16} | xkeysib-key | https://app.brevo.com/settings/keys/api
resend-key | Resend key | re_ | [A-Za-z0-9]{8}_[A-Za-z0-9]{20,} | re_exported_from_module | https://resend.com/api-keys
intercom-token | Intercom token | dG9rO | [A-Za-z0-9+/]{50,}={0,2} | dG9rOk | https://app.intercom.com/a/apps/_/developer-hub
typeform-token | Typeform token | tfp_ | [\w.-]{40,} | tfp_form | https://admin.typeform.com/user/tokens
calcom-key | Cal.com key | cal_live_ cal_test_ | [0-9a-f]{32} | cal_live_event | https://app.cal.com/settings/developer/api-keys
dropbox-token | Dropbox token | sl. sl.u. | [\w=-]{130,} | sl.setLocale | https://www.dropbox.com/account/connected_apps
adobe-secret | Adobe client secret | p8e- | [\w-]{32} | p8e-setting | https://developer.adobe.com/console
canva-secret | Canva secret | cnvca | [\w-]{40,} | cnvcache | https://www.canva.com/developers
pinterest-token | Pinterest token | pina_ | [A-Za-z0-9]{32,} | pina_board | https://developers.pinterest.com/apps
linkedin-secret | LinkedIn client secret | WPL_AP1. WPL_AP0. | [A-Za-z0-9.=+/]{16,} | WPL_AP1. | https://www.linkedin.com/developers/apps
twitch-token | Twitch chat token | oauth: | [a-z0-9]{30} | oauth:authorize | https://www.twitch.tv/settings/connections
twitter-token | X bearer token | AAAAAAAAAAAAAAAAAAAAA | [A-Za-z0-9%]{60,} | AAAAAAAAAAAAAAAAAAAAA | https://developer.x.com/en/portal/dashboard
statsig-key | Statsig key | secret- console- | [A-Za-z0-9]{43} | secret-manager-of-the-team | https://console.statsig.com/api_keys
nylas-key | Nylas key | nyk_v0_ | [A-Za-z0-9]{32,} | nyk_v0_key | https://dashboard-v3.nylas.com
mapbox-token | Mapbox secret token | sk. tk. | [\w-]{60,120}\.[\w-]{22} | sk.learn | https://account.mapbox.com/access-tokens
zapier-key | Zapier key | sk-ak- | [\w-]{20,} | sk-ak-key | https://actions.zapier.com/credentials
slack-token | Slack workflow token | xwfp- | [\d-]{20,40}-[\w-]{20,} | xwfp-token | https://api.slack.com/apps, or call the auth.revoke method
paddle-key | Paddle key | pdl_live_apikey_ pdl_sdbx_apikey_ | [a-z0-9]{26}_[A-Za-z0-9]{22}_[A-Za-z0-9]{3} | pdl_live_apikey_name | https://vendors.paddle.com/authentication-v2
paddle-key | Paddle webhook secret | pdl_ntfset_ | [a-z0-9]{26}_[A-Za-z0-9+/]{32} | pdl_ntfset_id | https://vendors.paddle.com/notifications-v2
polar-token | Polar token | polar_oat_ polar_pat_ polar_rt_u_ polar_rt_o_ polar_at_u_ polar_at_o_ polar_cs_ polar_whs_ | [A-Za-z0-9]{30,} | polar_oat_name | https://polar.sh/settings
mercadopago-token | Mercado Pago token | APP_USR- | \d{12,20}-\d{6}-[0-9a-f]{32}-\d{6,12} | APP_USR-name | https://www.mercadopago.com/developers/panel/app
woocommerce-key | WooCommerce key | ck_ cs_ | [0-9a-f]{40} | cs_cart_session | revoke it under WooCommerce, Settings, Advanced, REST API
salesforce-token | Salesforce session | 00D | [A-Za-z0-9]{12,15}![\w.]{60,} | 00Dabc | revoke it under Setup, Session Management
salesforce-token | Salesforce refresh token | 5Aep861 | [\w.]{50,} | 5Aep861 | revoke it under Setup, Connected Apps OAuth Usage
zoho-token | Zoho token | 1000. | [0-9a-f]{32}\.[0-9a-f]{32} | 1000.0001 | https://accounts.zoho.com/home#sessions/connectedapps
mailersend-token | MailerSend token | mlsn. | [0-9a-f]{64} | mlsn.token | https://app.mailersend.com/api-tokens
mandrill-key | Mandrill key | md- | [\w-]{22} | md-button-toggle | https://mandrillapp.com/settings
matrix-token | Matrix access token | syt_ | [A-Za-z0-9=_-]{4,60}_[A-Za-z]{20}_[A-Za-z0-9]{6} | syt_token | sign out of the session in your Matrix client
matrix-token | Matrix access token | mct_ mcr_ | [A-Za-z0-9]{30}_[A-Za-z0-9]{6} | mct_token | sign out of the session in your Matrix client
discord-token | Discord user token | mfa. | [\w-]{80,} | mfa.challenge | change the password of the account
`)
