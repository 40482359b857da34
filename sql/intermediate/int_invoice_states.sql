-- grain: invoice_id, valid_from
-- kind: table
-- What was known of an invoice from valid_from to valid_to: a row for each day on which a line of it became known. amount is less
-- credits, open_amount less write-offs too, unclipped. Its one outcome is the first day on which money that stayed had settled
-- it. open_parts (null: not in parts): those not settled, oldest first; due_amount: what is open of it and those before it,
-- later_amount: what is due after it, null for the last.
-- excluded_because is what the source says at as-of: it decides label_status, never a feature or a label.
with lines as (
    select
        invoice_id, order_id, ledger_state, invoice_date, due_date, amount, visible_from, sales_rep_id, sku, order_price,
        discount_share, known_customer_id, currency, known_currency, is_order_cancelled, known_on, kind, movement_id, event_date,
        billed_amount, paid_amount, new_due_date, credited_amount, written_off_amount
    from int_invoice_movements
),
running as (
    select
        *,
        min(known_on) over (partition by invoice_id order by known_on, kind, movement_id
            rows between 1 following and 1 following) as next_known_on,
        cast(sum(billed_amount) over so_far as decimal(19, 4)) as billed_so_far,
        cast(sum(paid_amount) over so_far as decimal(19, 4)) as paid_so_far,
        cast(sum(credited_amount) over so_far as decimal(19, 4)) as credited_so_far,
        cast(sum(written_off_amount) over so_far as decimal(19, 4)) as written_off_so_far,
        max(case when new_due_date is not null then named_struct('charge_date', event_date,
            'charge_id', movement_id, 'new_due_date', new_due_date) end) over so_far as newest_due,
        coalesce(newest_due.new_due_date, due_date) as due_so_far,
        max(case when kind <> 'e' then event_date end) over so_far as last_event_date,
        max(case when kind = 'c' and paid_amount > 0 then event_date end) over so_far as last_paid_on,
        sum(paid_amount) over (partition by invoice_id order by known_on, kind, movement_id
            rows between unbounded preceding and unbounded following) as paid_by_as_of
    from lines
    window so_far as (partition by invoice_id order by known_on, kind, movement_id
        rows between unbounded preceding and current row)
),
plans as (
    select invoice_id, array_sort(collect_list(struct(due_date, next_due_date, later_amount))) as parts
    from int_instalments
    group by invoice_id
),
days as (
    select
        *,
        terms.minor_units(:tolerance, known_currency) as least_owed,
        known_on as valid_from,
        coalesce(date_sub(next_known_on, 1), :as_of) as valid_to,
        cast(billed_so_far - paid_so_far as decimal(19, 4)) as owed_amount,
        cast(least(written_off_so_far, greatest(owed_amount, 0)) as decimal(19, 4)) as given_up_so_far,
        cast(owed_amount - given_up_so_far as decimal(19, 4)) as open_amount,
        case
            when terms.is_void(ledger_state) then 'void'
            when is_order_cancelled and paid_by_as_of <= least_owed then 'cancelled_uncollected'
        end as excluded_because,
        newest_due.new_due_date as new_due,
        cast(billed_so_far + credited_so_far - amount as decimal(19, 4)) as charges_amount
    from running
    where next_known_on is null or next_known_on > known_on
),
parted as (
    select
        days.*,
        greatest(charges_amount, 0) as last_charges,
        filter(parts, part -> coalesce(part.next_due_date > new_due, true) and (part.next_due_date is null
            or open_amount - last_charges - least_owed > part.later_amount)) as unsettled,
        transform(unsettled, part -> named_struct(
            'due_date', greatest(part.due_date, new_due),
            'due_amount', cast(open_amount - coalesce(part.later_amount + last_charges, 0) as decimal(19, 4)),
            'later_amount', part.later_amount)) as open_parts,
        coalesce(get(open_parts, 0).due_date, due_so_far) as open_due
    from days
    left join plans on days.invoice_id = plans.invoice_id
),
judged as (
    select
        days.*,
        int_stayed.invoice_id is not null as has_reversal,
        if(int_stayed.invoice_id is null, days.last_paid_on, int_stayed.last_payment_date) as last_payment_date,
        if(int_stayed.invoice_id is not null, int_stayed.outcome, first_value(
            case when billed_so_far > least_owed and owed_amount <= least_owed then named_struct(
                'settled_on', days.valid_from, 'days_late', datediff(last_event_date, due_so_far),
                'amount', billed_so_far) end, true) over so_far) as outcome
    from parted as days
    left join int_stayed
        on days.invoice_id = int_stayed.invoice_id and days.valid_from = int_stayed.valid_from
    window so_far as (partition by days.invoice_id order by days.valid_from
        rows between unbounded preceding and current row)
),
outcomes as (
    select
        *,
        max(named_struct('open_amount', open_amount, 'amount', billed_so_far, 'due_date', open_due, 'open_parts', open_parts,
            'outcome', outcome))
            over (partition by invoice_id order by valid_from rows between 1 preceding and 1 preceding) as previous
    from judged
)
select
    invoice_id, order_id, known_customer_id as customer_id, sales_rep_id, sku, order_price, discount_share,
    currency, known_currency, invoice_date, visible_from as issued_on, valid_from, valid_to, open_due as due_date,
    billed_so_far as amount, paid_so_far as paid_amount, open_amount, last_payment_date, outcome.settled_on as settled_on,
    outcome.days_late as settled_days_late, outcome.amount as settled_amount, previous.open_amount as previous_open_amount,
    previous.amount as previous_amount, previous.due_date as previous_due_date, excluded_because,
    open_parts, previous.open_parts as previous_open_parts, new_due as new_due_date, charges_amount,
    credited_so_far as credited_amount, given_up_so_far as written_off_amount, has_reversal,
    previous.outcome.settled_on as previous_settled_on, previous.outcome.days_late as previous_settled_days_late,
    previous.outcome.amount as previous_settled_amount
from outcomes
