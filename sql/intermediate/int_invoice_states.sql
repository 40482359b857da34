-- grain: invoice_id, valid_from
-- kind: table
-- What was known of an invoice from valid_from to valid_to: a row for each day on which it, a charge, payment, credit or
-- write-off became known. Money in its currency; amount is less credits, open_amount less write-offs too, unclipped. Its one
-- outcome is the first day on which its balance is settled; to write it off is no settlement.
-- excluded_because is what the source says at as-of: it decides label_status, never a feature or a label.
with invoices as (
    select
        invoice_id, order_id, customer_id, currency, ledger_state, invoice_date, due_date, amount, visible_from
    from known_invoices
),
orders as (
    select
        order_id, customer_id, sales_rep_id, status, sku, price, currency, visible_from,
        double(gross_amount - net_amount) / nullif(double(gross_amount), 0) as discount_share
    from known_orders
),
movements as (
    select
        invoice_id, visible_from, 'b' as kind, charge_id as movement_id, charge_date as event_date,
        amount as billed_amount, cast(0 as decimal(19, 4)) as paid_amount, new_due_date,
        cast(0 as decimal(19, 4)) as credited_amount, cast(0 as decimal(19, 4)) as written_off_amount
    from known_charges
    union all
    select
        invoice_id, visible_from, 'c', payment_id, payment_date, cast(0 as decimal(19, 4)), amount, null, 0, 0
    from known_payments
    where is_success
    union all
    select
        invoice_id, visible_from, 'a', '', invoice_date, amount, cast(0 as decimal(19, 4)), null, 0, 0
    from invoices
    union all
    select
        invoice_id, visible_from, 'd', credit_note_id, credit_date, cast(-amount as decimal(19, 4)), 0, null, amount, 0
    from known_credit_notes
    union all
    select
        invoice_id, visible_from, 'e', write_off_id, write_off_date, cast(0 as decimal(19, 4)), 0, null, 0, amount
    from known_write_offs
),
headers as (
    select
        invoices.*,
        orders.sales_rep_id,
        orders.sku,
        orders.price as order_price,
        orders.discount_share,
        coalesce(invoices.customer_id, orders.customer_id) as known_customer_id,
        coalesce(nullif(invoices.currency, :default_currency), orders.currency, :default_currency) as known_currency,
        terms.is_cancelled(orders.status) as is_order_cancelled
    from invoices
    left join orders
        on invoices.order_id = orders.order_id and orders.visible_from <= invoices.visible_from
),
placed as (
    select
        headers.*,
        greatest(movements.visible_from, headers.visible_from) as known_on,
        movements.* except (invoice_id, visible_from)
    from headers
    inner join movements
        on headers.invoice_id = movements.invoice_id
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
        max(event_date) over so_far as last_event_date,
        max(case when kind = 'c' then event_date end) over so_far as last_payment_date,
        sum(paid_amount) over (partition by invoice_id order by known_on, kind, movement_id
            rows between unbounded preceding and unbounded following) as paid_by_as_of
    from placed
    window so_far as (partition by invoice_id order by known_on, kind, movement_id
        rows between unbounded preceding and current row)
),
days as (
    select
        *,
        known_on as valid_from,
        coalesce(date_sub(next_known_on, 1), :as_of) as valid_to,
        cast(billed_so_far - paid_so_far - written_off_so_far as decimal(19, 4)) as open_amount,
        case
            when terms.is_void(ledger_state) then 'void'
            when is_order_cancelled and paid_by_as_of <= :tolerance then 'cancelled_uncollected'
        end as excluded_because
    from running
    where next_known_on is null or next_known_on > known_on
),
outcomes as (
    select
        *,
        first_value(case when billed_so_far > :tolerance and billed_so_far - paid_so_far <= :tolerance then named_struct(
            'settled_on', valid_from, 'days_late', datediff(last_event_date, due_so_far),
            'amount', billed_so_far) end, true) over so_far as outcome,
        max(named_struct('open_amount', open_amount, 'amount', billed_so_far, 'due_date', due_so_far))
            over (partition by invoice_id order by valid_from rows between 1 preceding and 1 preceding) as previous
    from days
    window so_far as (partition by invoice_id order by valid_from rows between unbounded preceding and current row)
)
select
    invoice_id, order_id, known_customer_id as customer_id, sales_rep_id, sku, order_price, discount_share,
    known_currency as currency, invoice_date, visible_from as issued_on, valid_from, valid_to, due_so_far as due_date,
    billed_so_far as amount, paid_so_far as paid_amount, open_amount, last_payment_date, outcome.settled_on as settled_on,
    outcome.days_late as settled_days_late, outcome.amount as settled_amount, previous.open_amount as previous_open_amount,
    previous.amount as previous_amount, previous.due_date as previous_due_date, excluded_because,
    credited_so_far as credited_amount, written_off_so_far as written_off_amount
from outcomes
