-- grain: payment_id
-- kind: table
-- Every payment made and known by the end of the as-of day, failed ones too, in the currency of its invoice.
-- Without a known invoice (unapplied cash) the currency is the ledger's only one, else the default.
with stg_payments as (
    select payment_id, invoice_id, payment_date, amount, is_success
    from stg_payments
    where visible_from <= :as_of and conflict_from > :as_of
),

int_invoices as (
    select invoice_id, order_id, customer_id, currency, invoice_date, due_date, region
    from int_invoices
),

ledger as (
    select if(min(currency) = max(currency), min(currency), null) as only_currency
    from int_invoices
),

payments as (
    select
        stg_payments.payment_id,
        stg_payments.invoice_id,
        int_invoices.order_id,
        int_invoices.customer_id,
        coalesce(int_invoices.currency, ledger.only_currency, :default_currency) as currency,
        stg_payments.payment_date,
        stg_payments.amount,
        stg_payments.is_success,
        int_invoices.invoice_id is not null as has_invoice,
        int_invoices.invoice_date,
        int_invoices.due_date,
        coalesce(int_invoices.region, 'Unknown') as region
    from stg_payments
    cross join ledger
    left join int_invoices on stg_payments.invoice_id = int_invoices.invoice_id
)

select * from payments
