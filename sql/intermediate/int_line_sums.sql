-- grain: invoice_id, currency
-- kind: view
-- The lines of each invoice, summed from staging, for int_totals; also those of invoices that nobody knows, which keep the
-- currency of their payments. Void: nothing billed, charged, credited or written off. owed: before write-offs.
with payment_currencies as (
    select payment_id, invoice_id, entry, currency from int_payments where not has_invoice
),
invoices as (
    select
        known_invoices.invoice_id, known_invoices.order_id, known_invoices.amount,
        not terms.is_void(known_invoices.ledger_state) as is_owed,
        coalesce(int_invoices.currency, known_invoices.currency) as currency
    from known_invoices
    left join int_invoices on known_invoices.invoice_id = int_invoices.invoice_id
),
moved as (
    select invoice_id, null as currency, amount as charged, 0.00 as paid, 0.00 as credited, 0.00 as written_off
    from known_charges
    union all
    select known_payments.invoice_id, payment_currencies.currency, 0.00, known_payments.amount, 0.00, 0.00
    from known_payments
    left join payment_currencies
        on known_payments.payment_id = payment_currencies.payment_id and known_payments.entry = payment_currencies.entry
        and known_payments.invoice_id is not distinct from payment_currencies.invoice_id
    where is_success
    union all
    select invoice_id, null, 0.00, 0.00, amount, 0.00
    from known_credit_notes
    union all
    select invoice_id, null, 0.00, 0.00, 0.00, amount
    from int_known_write_offs
),
-- Rows without a known invoice keep the currency of their payments.
moved_by_invoice as (
    select
        invoice_id, coalesce(currency, :default_currency) as currency, sum(charged) as charged, sum(paid) as paid,
        sum(credited) as credited, sum(written_off) as written_off
    from moved
    group by invoice_id, coalesce(currency, :default_currency)
),
lines as (
    select
        coalesce(invoices.invoice_id, moved_by_invoice.invoice_id) as invoice_id,
        coalesce(invoices.currency, moved_by_invoice.currency) as currency,
        is_owed is not null as is_known,
        coalesce(is_owed, false) as is_billed,
        invoices.order_id,
        if(is_owed, coalesce(invoices.amount, 0.00), 0.00) as billed,
        if(is_owed, coalesce(charged, 0.00), 0.00) as charged,
        coalesce(paid, 0.00) as paid,
        if(coalesce(is_owed, true), coalesce(credited, 0.00), 0.00) as credited,
        if(coalesce(is_owed, true), coalesce(written_off, 0.00), 0.00) as written_off
    from invoices
    full outer join moved_by_invoice on invoices.invoice_id = moved_by_invoice.invoice_id
)

select *, billed + charged - paid - credited as owed from lines
