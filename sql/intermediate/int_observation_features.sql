-- grain: task, observation_date, entity_id
-- The features both tasks share, of every observation. History is of the customer's other invoices (counts over all currencies,
-- money in this currency), null without a customer; recent_days_late: of the last 12 settled, newest first. Customer attributes
-- are current values. A view: each ABT reads its own task. sql/FEATURES.md defines every feature.
with observations as (
    select
        'default' as task, observation_date, invoice_id as entity_id, invoice_id, order_id, customer_id, sales_rep_id, sku,
        order_price, discount_share, currency, is_scoring, invoice_date,
        due_date, amount, paid_amount, open_amount, label, label_status, label_settled_on,
        settled_on, settled_days_late, settled_amount, true as is_billed, null as claim
    from int_observation_invoices
    union all
    select
        'recovery', observation_date, claim_id, invoice_id, order_id, customer_id, sales_rep_id, sku, order_price, discount_share,
        currency, is_scoring, invoice_date, due_date, amount, paid_amount, open_amount, label, label_status, label_settled_on,
        settled_on, settled_days_late, settled_amount, invoice_date is not null,
        struct(claim_type, attempts_count, failed_attempts, days_since_first_failure, days_since_last_attempt, provider,
            reason_code, payment_method, device, country, stored_retries, began_label_settled_on, began_outcome,
            began_provider, began_reason_code, began_claim_type, began_customer_id)
    from int_observation_claims
    where is_observed
),
own as (
    select
        *,
        datediff(observation_date, due_date) as days_past_due,
        int(is_billed) as own_invoices,
        int(is_billed and coalesce(days_past_due > 0, false)) as own_overdue,
        int(settled_on is not null) as own_settled,
        int(settled_days_late is not null) as own_dated,
        int(coalesce(settled_days_late > 0, false)) as own_late
    from observations
),
history as (
    select
        customer_id, currency, observation_date, recent_outcomes, settled_invoices, dated_invoices, late_invoices, days_late,
        open_invoices, overdue_invoices, overdue_days, first_seen_on, last_paid_on, orders, refunds, failed_attempts,
        chargebacks, claims, recovered_claims, billed_invoices, billed_amount, dated_amount, late_amount, open_amount,
        overdue_amount, currency_orders, ordered_amount, refunded_amount
    from int_customer_history
),
customers as (
    select
        customer_id, segment, region, country, credit_score, signup_date, visible_from
    from stg_customers
    where visible_from <= :as_of and conflict_from > :as_of
),
products as (
    select
        sku, category, list_price
    from stg_products
    where visible_from <= :as_of and conflict_from > :as_of
),
reps as (
    select
        sales_rep_id, observation_date, dated_invoices, late_invoices, orders, refunds
    from int_rep_history
)
select
    own.task, own.observation_date, entity_id, invoice_id, own.order_id, own.customer_id, own.currency, is_scoring,
    label, label_status, label_settled_on, claim, due_date, own.amount, paid_amount, own.open_amount, days_past_due,
    datediff(due_date, invoice_date) as terms_days,
    datediff(own.observation_date, invoice_date) as days_since_issue,
    customers.segment, customers.region, customers.country, customers.credit_score,
    history.settled_invoices - own_settled as settled_invoices,
    history.dated_invoices - own_dated as dated_invoices,
    history.late_invoices - own_late as late_invoices,
    coalesce(history.days_late, 0) - coalesce(settled_days_late, 0) as sum_days_late,
    history.dated_amount - if(own_dated = 1, settled_amount, 0) as dated_amount,
    history.late_amount - if(own_late = 1, settled_amount, 0) as late_amount,
    slice(reverse(transform(filter(recent_outcomes, outcome -> not outcome.invoice_id <=> own.invoice_id),
        outcome -> outcome.days_late)), 1, 12) as recent_days_late,
    history.billed_invoices - own_invoices as billed_invoices,
    history.billed_amount - if(is_billed, own.amount, 0) as billed_amount,
    history.billed_amount as lifetime_amount,
    history.open_invoices - own_invoices as open_invoices,
    history.open_amount - if(is_billed, own.open_amount, 0) as customer_open_amount,
    history.overdue_invoices - own_overdue as overdue_invoices,
    history.overdue_amount - if(own_overdue = 1, own.open_amount, 0) as overdue_amount,
    history.overdue_days - if(own_overdue = 1, unix_date(due_date), 0) as overdue_days,
    datediff(own.observation_date, least(history.first_seen_on, customers.signup_date)) as tenure_days,
    datediff(own.observation_date, history.last_paid_on) as days_since_last_payment,
    history.orders, history.refunds, history.failed_attempts, history.chargebacks, history.claims, history.recovered_claims,
    history.currency_orders, history.ordered_amount, history.refunded_amount,
    products.category as product_category,
    discount_share,
    double(order_price) / nullif(double(products.list_price), 0) as price_to_list,
    (reps.late_invoices - own_late) / nullif(reps.dated_invoices - own_dated, 0) as rep_late_share,
    reps.refunds / nullif(reps.orders, 0) as rep_return_share
from own
left join history
    on own.customer_id = history.customer_id and own.currency = history.currency
    and own.observation_date = history.observation_date
left join customers
    on own.customer_id = customers.customer_id and customers.visible_from <= own.observation_date
left join products
    on own.sku = products.sku
left join reps
    on own.sales_rep_id = reps.sales_rep_id and own.observation_date = reps.observation_date
