-- grain: payment_id, invoice_id, entry
-- kind: table
-- Every payment made and known by the end of the as-of day, failed ones too, a row an invoice, in its currency. is_undone: a
-- payment that was taken back, or the reversal that did it; neither is money that stayed.
-- Without a known invoice (unapplied cash) the currency is the customer's only one, else the ledger's, else the default.
with int_invoices as (
    select invoice_id, order_id, customer_id, currency, invoice_date, due_date, is_in_parts, region
    from int_invoices
),

ledger as (
    select if(min(currency) = max(currency), min(currency), null) as only_currency
    from int_invoices
),

customer_currencies as (
    select customer_id, if(min(currency) = max(currency), min(currency), null) as only_currency
    from int_invoices
    where customer_id is not null
    group by customer_id
),

undone as (
    select payment_id, invoice_id, entry
    from int_reversals
    where known_to = :as_of and is_undone
),

payments as (
    select
        known_payments.payment_id,
        known_payments.invoice_id,
        known_payments.entry,
        int_invoices.order_id,
        coalesce(int_invoices.customer_id, known_payments.customer_id) as customer_id,
        coalesce(
            int_invoices.currency, customer_currencies.only_currency, ledger.only_currency, :default_currency
        ) as currency,
        known_payments.payment_date,
        known_payments.amount,
        known_payments.is_success,
        undone.payment_id is not null as is_undone,
        int_invoices.invoice_id is not null as has_invoice,
        int_invoices.invoice_date,
        int_invoices.due_date,
        coalesce(int_invoices.is_in_parts, false) as is_in_parts,
        coalesce(int_invoices.region, 'Unknown') as region
    from known_payments
    cross join ledger
    left join int_invoices on known_payments.invoice_id = int_invoices.invoice_id
    left join undone
        on known_payments.payment_id = undone.payment_id
        and known_payments.invoice_id = undone.invoice_id
        and known_payments.entry = undone.entry
    left join customer_currencies
        on known_payments.customer_id = customer_currencies.customer_id and int_invoices.invoice_id is null
)

select * from payments
