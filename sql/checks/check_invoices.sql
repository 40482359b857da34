-- grain: invoice_id
-- Invoices whose balance in the marts is not the sum of their lines in staging and what was sent back, or that are missing or
-- there twice.
with invoices as (
    select invoice_id, amount, if(terms.is_void(ledger_state), 0, 1) as is_owed
    from known_invoices
),

lines as (
    select invoice_id, amount as owed, 0 as received, 0 as given_up
    from invoices
    union all
    select invoice_id, amount, 0, 0
    from known_charges
    union all
    select invoice_id, -amount, 0, 0
    from int_known_credits
    union all
    select invoice_id, 0, 0, amount
    from int_known_write_offs
    union all
    select invoice_id, 0, amount, 0
    from known_payments
    where is_success
),

summed as (
    select
        invoices.invoice_id, sum(invoices.is_owed * lines.owed - lines.received) as owed,
        sum(invoices.is_owed * lines.given_up) as given_up
    from invoices
    inner join lines on invoices.invoice_id = lines.invoice_id
    group by invoices.invoice_id
),

staged as (
    select invoice_id, owed - least(given_up, greatest(owed, 0)) as staged_open
    from summed
),

marts as (
    select
        invoice_id, max(currency) as currency, count(*) as mart_rows, sum(open_amount) as mart_open,
        sum(sent_back_amount) as mart_sent_back,
        sum(outstanding_amount - overpaid_amount) as mart_outstanding
    from mart_invoice_risk
    group by invoice_id
)

select
    coalesce(staged.invoice_id, marts.invoice_id) as invoice_id,
    marts.currency,
    cast(staged.staged_open as decimal(19, 3)) as staged_open,
    marts.mart_open,
    marts.mart_outstanding,
    coalesce(marts.mart_rows, 0) as mart_rows
from staged
full join marts on staged.invoice_id = marts.invoice_id
where staged.staged_open is distinct from marts.mart_open - marts.mart_sent_back
    or marts.mart_sent_back > greatest(-staged.staged_open, 0)
    or marts.mart_outstanding <> marts.mart_open
    or marts.mart_rows <> 1
