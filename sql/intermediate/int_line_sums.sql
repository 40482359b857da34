-- grain: invoice_id, currency
-- kind: view
-- The lines of each invoice, summed from staging, for int_totals; also those of unknown invoices, which keep the
-- currency of their rows. Void: nothing billed, charged, credited or written off. owed: before write-offs.
with invoices as (
    select invoice_id, order_id, amount, currency, not terms.is_void(ledger_state) as is_owed
    from known_invoices
),
moved as (
    select
        known_charges.invoice_id, invoices.currency, known_charges.amount as charged, 0.00 as paid, 0.00 as credited,
        0.00 as written_off
    from known_charges
    inner join invoices on known_charges.invoice_id = invoices.invoice_id
    union all
    select invoice_id, currency, 0.00, amount, 0.00, 0.00
    from known_payments
    where is_success
    union all
    select invoice_id, currency, 0.00, 0.00, amount, 0.00
    from int_known_credits
    union all
    select invoice_id, currency, 0.00, 0.00, 0.00, amount
    from int_known_write_offs
),
-- Rows without a known invoice keep their own currency.
moved_by_invoice as (
    select
        moved.invoice_id, coalesce(invoices.currency, moved.currency) as currency, sum(charged) as charged, sum(paid) as paid,
        sum(credited) as credited, sum(written_off) as written_off
    from moved
    left join invoices on moved.invoice_id = invoices.invoice_id
    group by moved.invoice_id, coalesce(invoices.currency, moved.currency)
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
