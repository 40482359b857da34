-- grain: payment_id, invoice_id, entry
-- kind: table
-- Every payment made and known by the end of the as-of day, failed ones too, a row an invoice, in its currency. is_undone: a
-- payment that was taken back, or the reversal that did it; neither is money that stayed.
with int_invoices as (
    select invoice_id, order_id, customer_id, invoice_date, due_date, is_in_parts, region
    from int_invoices
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
        known_payments.currency,
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
    left join int_invoices on known_payments.invoice_id = int_invoices.invoice_id
    left join undone
        on known_payments.payment_id = undone.payment_id
        and known_payments.invoice_id = undone.invoice_id
        and known_payments.entry = undone.entry
)

select * from payments
