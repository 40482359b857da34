-- grain: currency
-- kind: kept
-- What was open at the other end of the period, the start of it (:period_start), as it was known then.
-- opening_amount leaves credit balances out, opening_net_amount nets them.
-- Decision: a row counts from the day it was visible, so both ends of a roll-forward see the same rows: sql/DECISIONS.md.
with stg_invoices as (
    select
        invoice_id,
        currency,
        if(terms.is_void(ledger_state), 0, 1) as is_owed,
        amount,
        visible_from
    from stg_invoices
    where visible_from <= :period_start and conflict_from > :period_start
),

moved as (
    select invoice_id, amount as charged_amount, 0 as received_amount, 0 as written_off_amount
    from stg_charges
    where visible_from <= :period_start and conflict_from > :period_start
    union all
    select invoice_id, -amount, 0, 0
    from int_credits
    where visible_from <= :period_start and conflict_from > :period_start
    union all
    select invoice_id, 0, 0, amount
    from int_write_offs
    where visible_from <= :period_start and conflict_from > :period_start
    union all
    select invoice_id, 0, amount, 0
    from stg_payments
    where visible_from <= :period_start and conflict_from > :period_start and is_success
),

summed as (
    select
        invoice_id, sum(charged_amount) as charged_amount, sum(received_amount) as received_amount,
        sum(written_off_amount) as written_off_amount
    from moved
    group by invoice_id
),

opening as (
    select
        stg_invoices.currency,
        is_owed * (stg_invoices.amount + coalesce(summed.charged_amount, 0))
            - coalesce(summed.received_amount, 0) as owed_amount,
        is_owed * coalesce(summed.written_off_amount, 0) as written_off_amount
    from stg_invoices
    left join summed on stg_invoices.invoice_id = summed.invoice_id
),

sent_back as (
    select currency, amount as open_amount
    from int_end_reliefs
    where ends_on = :period_start and movement = 'sent back'
),

balances as (
    select currency, owed_amount - least(written_off_amount, greatest(owed_amount, 0)) as open_amount, 1 as is_invoice
    from opening
    union all
    select currency, open_amount, 0
    from sent_back
)

select
    currency,
    cast(sum(is_invoice * greatest(open_amount, 0)) as decimal(19, 4)) as opening_amount,
    cast(sum(open_amount) as decimal(19, 4)) as opening_net_amount
from balances
group by currency
