-- grain: invoice_id
-- Invoices whose balance in the marts is not the sum of their lines in staging, or that are missing or there twice.
with stg_invoices as (
    select invoice_id, amount, if(coalesce(status in ('void', 'voided'), false), 0, 1) as is_owed
    from stg_invoices
    where visible_from <= :as_of and conflict_from > :as_of
),

lines as (
    select invoice_id, amount as owed, 0 as received
    from stg_invoices
    union all
    select invoice_id, amount, 0
    from stg_charges
    where visible_from <= :as_of and conflict_from > :as_of
    union all
    select invoice_id, -amount, 0
    from stg_credit_notes
    where visible_from <= :as_of and conflict_from > :as_of
    union all
    select invoice_id, -amount, 0
    from stg_write_offs
    where visible_from <= :as_of and conflict_from > :as_of
    union all
    select invoice_id, 0, amount
    from stg_payments
    where visible_from <= :as_of and conflict_from > :as_of and is_success
),

staged as (
    select stg_invoices.invoice_id, sum(stg_invoices.is_owed * lines.owed - lines.received) as staged_open
    from stg_invoices
    inner join lines on stg_invoices.invoice_id = lines.invoice_id
    group by stg_invoices.invoice_id
),

marts as (
    select
        invoice_id, max(currency) as currency, count(*) as mart_rows, sum(open_amount) as mart_open,
        sum(outstanding_amount - overpaid_amount) as mart_outstanding
    from mart_invoice_risk
    group by invoice_id
)

select
    coalesce(staged.invoice_id, marts.invoice_id) as invoice_id,
    marts.currency,
    cast(staged.staged_open as decimal(19, 2)) as staged_open,
    marts.mart_open,
    marts.mart_outstanding,
    coalesce(marts.mart_rows, 0) as mart_rows
from staged
full join marts on staged.invoice_id = marts.invoice_id
where staged.staged_open is distinct from marts.mart_open
    or marts.mart_outstanding <> marts.mart_open
    or marts.mart_rows <> 1
