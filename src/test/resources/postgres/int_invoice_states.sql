-- Written for PostgreSQL alone, in place of sql/intermediate/int_invoice_states.sql: every day on which something became
-- known of an invoice, and what all lines known by then add up to. The columns that the marts read.
with invoices as (
    select stg_invoices.*, coalesce(terms.is_cancelled(stg_orders.status), false) as is_order_cancelled
    from stg_invoices
    left join stg_orders on stg_orders.order_id = stg_invoices.order_id and stg_orders.visible_from <= stg_invoices.visible_from
        and stg_orders.conflict_from > :as_of
    where stg_invoices.visible_from <= :as_of and stg_invoices.conflict_from > :as_of
),

lines as (
    select invoice_id, visible_from, amount as billed, 0 as charged, 0 as paid, 0 as credited, 0 as written_off
    from invoices
    union all
    select invoice_id, visible_from, amount, amount, 0, 0, 0
    from stg_charges
    where visible_from <= :as_of and conflict_from > :as_of
    union all
    select invoice_id, visible_from, 0, 0, amount, 0, 0
    from stg_payments
    where visible_from <= :as_of and conflict_from > :as_of and is_success
    union all
    select invoice_id, visible_from, 0, 0, 0, amount, 0
    from int_credits
    where visible_from <= :as_of and conflict_from > :as_of
    union all
    select invoice_id, visible_from, 0, 0, 0, 0, amount
    from int_write_offs
    where visible_from <= :as_of and conflict_from > :as_of
),

days as (
    select distinct invoices.invoice_id, greatest(invoices.visible_from, lines.visible_from) as valid_from
    from invoices
    join lines using (invoice_id)
),

sums as (
    select
        days.invoice_id, days.valid_from, sum(billed) as billed, sum(charged) as charged, sum(paid) as paid, sum(credited) as credited,
        sum(written_off) as written_off
    from days
    join lines on lines.invoice_id = days.invoice_id and lines.visible_from <= days.valid_from
    group by days.invoice_id, days.valid_from
),

opened as (
    select
        sums.*,
        coalesce(lead(sums.valid_from) over (partition by sums.invoice_id order by sums.valid_from) - 1, :as_of) as valid_to,
        billed - credited - paid - least(written_off, greatest(billed - credited - paid, 0)) as open_amount
    from sums
)

select
    opened.invoice_id,
    invoices.currency,
    invoices.known_currency,
    opened.valid_from,
    opened.valid_to,
    coalesce(greatest(parts.oldest_due_date, moved.new_due_date), invoices.due_date) as due_date,
    moved.new_due_date,
    charged::numeric(19, 4) as charges_amount,
    open_amount::numeric(19, 4) as open_amount,
    credited::numeric(19, 4) as credited_amount,
    least(written_off, greatest(billed - credited - paid, 0))::numeric(19, 4) as written_off_amount,
    case
        when terms.is_void(invoices.ledger_state) then 'void'
        when invoices.is_order_cancelled and last_value(paid) over (
            partition by opened.invoice_id order by opened.valid_from rows between unbounded preceding and unbounded following
        ) <= terms.minor_units(:tolerance, invoices.known_currency) then 'cancelled_uncollected'
    end as excluded_because
from opened
join invoices on invoices.invoice_id = opened.invoice_id
left join lateral (
    select new_due_date
    from stg_charges
    where stg_charges.invoice_id = opened.invoice_id and new_due_date is not null
        and visible_from <= opened.valid_from and visible_from <= :as_of and conflict_from > :as_of
    order by charge_date desc, charge_id desc
    limit 1
) as moved on true
left join lateral (
    select min(due_date) as oldest_due_date
    from int_instalments
    where int_instalments.invoice_id = opened.invoice_id
        and (later_amount is null or open_amount - greatest(charged, 0) - later_amount
            > terms.minor_units(:tolerance, invoices.currency))
) as parts on true
