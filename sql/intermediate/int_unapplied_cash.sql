-- grain: payment_id, invoice_id, entry
-- kind: table
-- Money received for no known invoice, less what was sent back of it, and the one thing it pays: a capture of equal amount that
-- no payment records, a failed attempt, an unbilled order, an open invoice, in this order. met_type is null where nothing
-- fits, or where more than one fits equally: doubt names them, and a match is never a guess.
with received as (
    select
        payment_id, invoice_id, entry, customer_id, currency, payment_date, amount,
        -- Money without an invoice belongs to its customer, where that is stated.
        sum(greatest(amount, 0)) over (
            partition by invoice_id, if(invoice_id is null, customer_id, null), currency
            order by payment_date, payment_id, entry
            rows between unbounded preceding and current row
        ) as received_so_far,
        sum(least(amount, 0)) over (
            partition by invoice_id, if(invoice_id is null, customer_id, null), currency
            order by payment_date, payment_id, entry
            rows between unbounded preceding and unbounded following
        ) as gone_amount
    from int_payments
    where is_success
        and not has_invoice
        and not is_undone
),

unapplied as (
    select
        payment_id, invoice_id, entry, customer_id, currency, payment_date,
        cast(least(amount, received_so_far + gone_amount) as decimal(19, 4)) as amount,
        struct(payment_id, invoice_id, entry) as cash_id
    from received
    where amount > 0
        and least(amount, received_so_far + gone_amount) > terms.minor_units(:tolerance, currency)
),

pairs as (
    select
        unapplied.cash_id,
        unapplied.customer_id is null as is_anonymous,
        abs(datediff(unapplied.payment_date, met_date)) as days,
        rank,
        met_type,
        attempt_id,
        int_cash_counterparts.invoice_id,
        order_id,
        debtor_id,
        debt_id,
        met_name
    from unapplied
    inner join int_cash_counterparts
        on unapplied.currency = int_cash_counterparts.currency
        and unapplied.amount = met_amount
    where unapplied.currency <> terms.unknown_currency()
        and coalesce(unapplied.customer_id = debtor_id, true)
        and abs(datediff(unapplied.payment_date, met_date)) <= :match_days
),

nearest as (
    select cash_id, min(struct(rank, days)) as best
    from pairs
    group by cash_id
),

fitting as (
    select
        pairs.cash_id,
        min(struct(pairs.*)) filter (where pairs.days = nearest.best.days) as met,
        count_if(pairs.days = nearest.best.days) > 1
            or max(pairs.is_anonymous)
                and count(distinct coalesce('customer ' || pairs.debtor_id, 'debt ' || pairs.debt_id)) > 1 as is_guess,
        array_join(slice(array_sort(collect_list(pairs.met_name)), 1, 3), ', ') as rivals
    from pairs
    inner join nearest
        on pairs.cash_id = nearest.cash_id and pairs.rank = nearest.best.rank
    group by pairs.cash_id
),

-- A debt is paid once: the nearest money meets it, and of two equally near ones none does.
contested as (
    select
        cash_id, met,
        min(met.days) over (
            partition by met.debt_id order by cash_id rows between unbounded preceding and unbounded following
        ) = met.days
            and count(*) over (
                partition by met.debt_id, met.days order by cash_id rows between unbounded preceding and unbounded following
            ) = 1 as is_met
    from fitting
    where not is_guess
),

found as (
    select cash_id, if(is_met, met, null) as met, if(is_met, null, concat('other money fits ', met.met_name, ' too')) as doubt
    from contested
    union all
    select cash_id, null, concat('fits more than one: ', rivals)
    from fitting
    where is_guess
)

select
    unapplied.payment_id,
    unapplied.invoice_id,
    unapplied.entry,
    coalesce(unapplied.customer_id, met.debtor_id) as customer_id,
    unapplied.currency,
    unapplied.payment_date,
    unapplied.amount,
    met.met_type,
    met.attempt_id as met_attempt_id,
    met.invoice_id as met_invoice_id,
    met.order_id as met_order_id,
    met.days as met_days,
    met.met_name,
    found.doubt
from unapplied
left join found
    on unapplied.cash_id = found.cash_id
