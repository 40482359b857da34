-- grain: claim_id, valid_from
-- kind: view
-- Days on which a debt had a constant balance above :tolerance and was a claim on at least one: a failed payment from its first
-- failure (failed_from … failed_to), an overdue invoice from the day after its due date, both for :claim_days; older ones only
-- where the as-of day lists them (is_listed). What an order owes until an invoice of it is known is its failed attempt less later
-- successes. receipts, billed_receipts (what came for its invoices, the same money said again): all that as-of knows.
with states as (
    select
        'invoice:' || invoice_id as claim_id, invoice_id, order_id, customer_id, sales_rep_id, sku, order_price,
        discount_share, currency, known_currency, invoice_date, issued_on, valid_from, valid_to,
        due_date, amount, paid_amount, open_amount, open_parts, settled_on, settled_days_late,
        settled_amount, excluded_because
    from int_invoice_states
),
debts as (
    select
        claim_id, invoice_id, order_id, customer_id, sales_rep_id, sku, order_price, discount_share, currency,
        known_currency, failed_on, failed_amount, paid_before,
        is_order_cancelled, successes, attempts, passed_on
    from int_debt_attempts
),
payments as (
    select
        'invoice:' || invoice_id as claim_id,
        collect_list(struct(payment_date as event_date, visible_from, amount)) as receipts
    from known_payments
    where is_success
    group by 'invoice:' || invoice_id
    union all
    select
        'order:' || int_order_invoices.order_id,
        collect_list(struct(payment_date as event_date, greatest(visible_from, linked_on) as visible_from, amount))
    from int_order_invoices
    inner join known_payments on int_order_invoices.invoice_id = known_payments.invoice_id
    where known_payments.is_success
    group by 'order:' || int_order_invoices.order_id
),
invoice_spells as (
    select
        states.claim_id, states.invoice_id, states.order_id, states.customer_id, states.sales_rep_id, states.sku,
        states.order_price, states.discount_share, states.currency, states.known_currency,
        states.invoice_date, states.valid_from, states.valid_to, states.due_date, states.amount, states.paid_amount,
        states.open_amount, states.open_parts, states.settled_on, states.settled_days_late, states.settled_amount,
        states.excluded_because,
        debts.failed_on, debts.attempts, payments.receipts, null as billed_receipts
    from states
    left join debts
        on states.claim_id = debts.claim_id
    left join payments
        on states.claim_id = payments.claim_id
),
unbilled_debts as (
    select
        debts.*,
        payments.receipts as billed_receipts,
        coalesce(date_sub(least(states.issued_on, debts.passed_on), 1), :as_of) as unbilled_to,
        array_sort(array_union(array(failed_on), transform(successes, success -> success.visible_from))) as changes
    from debts
    left join states
        on debts.claim_id = states.claim_id and states.valid_from = states.issued_on
    left join payments
        on debts.claim_id = payments.claim_id
    where failed_amount - paid_before > terms.minor_units(:tolerance, debts.known_currency)
),
unbilled_days as (
    select
        *,
        coalesce(date_sub(get(changes, position + 1), 1), :as_of) as changes_to,
        aggregate(filter(successes, success -> success.visible_from <= valid_from), failed_amount,
            (balance, success) -> cast(balance - success.amount as decimal(19, 4))) as open_amount
    from unbilled_debts
    lateral view posexplode(changes) days as position, valid_from
),
unbilled_spells as (
    select
        claim_id, invoice_id, order_id, customer_id, sales_rep_id, sku, order_price, discount_share, currency,
        known_currency, cast(null as date) as invoice_date, valid_from,
        least(changes_to, unbilled_to) as valid_to, cast(null as date) as due_date, failed_amount as amount,
        cast(failed_amount - open_amount as decimal(19, 4)) as paid_amount, open_amount, null as open_parts,
        cast(null as date) as settled_on,
        cast(null as int) as settled_days_late, cast(null as decimal(19, 4)) as settled_amount,
        case when is_order_cancelled and size(successes) = 0 and billed_receipts is null then 'cancelled_uncollected' end
            as excluded_because,
        failed_on, attempts,
        transform(successes, success -> struct(success.attempt_date as event_date, success.visible_from, success.amount))
            as receipts,
        billed_receipts
    from unbilled_days
),
spells as (
    select * from invoice_spells
    union all
    select * from unbilled_spells
),
ranges as (
    select
        *,
        if(failed_on <= least(valid_to, :as_of), greatest(valid_from, failed_on), null) as failed_from,
        if(failed_on is not null, least(valid_to, date_add(failed_on, :claim_days)), null) as failed_to,
        if(due_date < valid_to, greatest(valid_from, date_add(due_date, 1)), null) as overdue_from,
        if(due_date is not null, least(valid_to, date_add(due_date, :claim_days)), null) as overdue_to
    from spells
    where open_amount > terms.minor_units(:tolerance, known_currency) and valid_from <= valid_to
),
live as (
    select
        *,
        least(if(failed_from <= failed_to, failed_from, null), if(overdue_from <= overdue_to, overdue_from, null)) as live_from,
        greatest(if(failed_from <= failed_to, failed_to, null), if(overdue_from <= overdue_to, overdue_to, null)) as live_to,
        coalesce(valid_to = :as_of and greatest(if(failed_from is null, null, failed_on),
            if(overdue_from is null, null, due_date)) >= :oldest_claim_date, false) as is_listed
    from ranges
)
select
    claim_id, invoice_id, order_id, customer_id, sales_rep_id, sku, order_price, discount_share, currency, known_currency,
    invoice_date, valid_from, valid_to, due_date, amount,
    paid_amount, open_amount, open_parts, settled_on, settled_days_late, settled_amount, excluded_because, failed_on, failed_from,
    failed_to, overdue_from, overdue_to, live_from, live_to, is_listed, attempts, receipts, billed_receipts
from live
where live_from is not null or is_listed
