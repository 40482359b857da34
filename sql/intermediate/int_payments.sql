-- grain: payment_id
-- kind: table
-- Every payment made and known by the end of the as-of day, failed ones too, in the currency of its invoice.
-- Without a known invoice (unapplied cash) the currency is the ledger's only one, else the default.
with int_invoices as (
    select invoice_id, order_id, customer_id, currency, invoice_date, due_date, region
    from int_invoices
),

ledger as (
    select if(min(currency) = max(currency), min(currency), null) as only_currency
    from int_invoices
),

payments as (
    select
        known_payments.payment_id,
        known_payments.invoice_id,
        int_invoices.order_id,
        int_invoices.customer_id,
        coalesce(int_invoices.currency, ledger.only_currency, :default_currency) as currency,
        known_payments.payment_date,
        known_payments.amount,
        known_payments.is_success,
        int_invoices.invoice_id is not null as has_invoice,
        int_invoices.invoice_date,
        int_invoices.due_date,
        coalesce(int_invoices.region, 'Unknown') as region
    from known_payments
    cross join ledger
    left join int_invoices on known_payments.invoice_id = int_invoices.invoice_id
)

select * from payments
