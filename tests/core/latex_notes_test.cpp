// Formulas as lecture notes and papers typeset them, with their spacing, brackets, punctuation and words; each beside a plain program
// written by hand.
#include "core/latex_pairs.h"

using namespace chainrule;
using namespace chainrule::test;

TEST_CASE("from lecture notes: losses") {
  check_pairs({
      {R"($$ \mathcal{L}(y, \hat{y}) = \frac{1}{2}\,(y - \hat{y})^2. $$
y = 1, \hat{y} = 0.7)", "L = 0.5*(y - y_hat)^2; y = 1; y_hat = 0.7"},
      {R"(\[ \mathcal{L} = -\Bigl[ y \log \hat{y} + (1-y)\log(1-\hat{y}) \Bigr], \]
y = 1; \hat{y} = 0.7)", "L = -(y*log(y_hat) + (1-y)*log(1-y_hat)); y = 1; y_hat = 0.7"},
      {R"(J = -\frac{1}{2} \sum_{i=1}^{2} \left[ y^{(i)} \log\left(\hat{y}^{(i)}\right) + \left(1 - y^{(i)}\right) \log\left(1 - \hat{y}^{(i)}\right) \right]
y_1 = 1; y_2 = 0; \hat{y}_1 = 0.8; \hat{y}_2 = 0.3)",
       "J = -1/2*((y1*log(y_hat_1) + (1-y1)*log(1-y_hat_1)) + (y2*log(y_hat_2) + (1-y2)*log(1-y_hat_2))); y1 = 1; y2 = 0; y_hat_1 = 0.8; y_hat_2 = 0.3"},
      {R"(\ell = -\log\hat{y}; \hat{y} = 0.3)", "l = -log(y_hat); y_hat = 0.3"},
      {R"(\ell(w) = \max\bigl(0,\, 1 - y\,(wx + b)\bigr)
y = -1; w = 0.5; x = 2; b = 0.1)", "l = max(0, 1 - y*(w*x + b)); y = -1; w = 0.5; x = 2; b = 0.1"},
      {R"(L_{\text{hinge}} = \max\{0, \; 1 - t \cdot s\}; t = 1; s = 0.4)", "L_hinge = max(0, 1 - t*s); t = 1; s = 0.4"},
      {R"(\mathrm{MSE} = \frac{1}{2}\left[(y_1 - \hat y_1)^2 + (y_2 - \hat y_2)^2\right]
y_1 = 1; y_2 = 2; \hat y_1 = 0.5; \hat y_2 = 2.5)", "MSE = 1/2*((y1 - y_hat_1)^2 + (y2 - y_hat_2)^2); y1 = 1; y2 = 2; y_hat_1 = 0.5; y_hat_2 = 2.5"},
      {R"(D_{\mathrm{KL}}(p \,\|\, q) = p \ln\frac{p}{q} + (1-p)\ln\frac{1-p}{1-q}
p = 0.3; q = 0.6)", "D_KL = p*log(p/q) + (1-p)*log((1-p)/(1-q)); p = 0.3; q = 0.6"},
      {R"(D_{KL} = \sum_{i=1}^{2} p_i \log_2 \frac{p_i}{q_i}; p_1 = 0.3; p_2 = 0.7; q_1 = 0.5; q_2 = 0.5)",
       "D_KL = p1*log(p1/q1)/log(2) + p2*log(p2/q2)/log(2); p1 = 0.3; p2 = 0.7; q1 = 0.5; q2 = 0.5"},
      {R"(\mathcal{L}_{\mathrm{KL}} = -\tfrac{1}{2}\left(1 + \log\sigma^2 - \mu^2 - \sigma^2\right); \mu = 0.3; \sigma = 1.2)",
       "L_KL = -0.5*(1 + log(sigma^2) - mu^2 - sigma^2); mu = 0.3; sigma = 1.2"},
      {R"(J(\theta) = \dfrac{1}{2m}\sum_{i=1}^{2}\big(h^{(i)} - y^{(i)}\big)^2 + \frac{\lambda}{2m}\,\theta^2
m = 2; h_1 = 0.4; h_2 = 0.9; y_1 = 1; y_2 = 0; \lambda = 0.1; \theta = 3)",
       "J = 1/(2*m)*((h1-y1)^2 + (h2-y2)^2) + lambda/(2*m)*theta^2; m = 2; h1 = 0.4; h2 = 0.9; y1 = 1; y2 = 0; lambda = 0.1; theta = 3"},
      {R"(\mathcal{L} := (1-\hat{p})^{\gamma}\,\bigl(-\log \hat{p}\bigr); \hat p = 0.3; \gamma = 2)", "L = (1-p_hat)^gamma*(-log(p_hat)); p_hat = 0.3; gamma = 2"},
      {R"(L = \log\left(1 + e^{-y\,w x}\right); y = 1; w = 0.3; x = 2)", "L = log(1 + exp(-y*w*x)); y = 1; w = 0.3; x = 2"},
      {R"(L \triangleq \sqrt{\left(y-t\right)^{2}+\epsilon^{2}}-\epsilon; y = 1; t = 2; \varepsilon = 0.1)", "L = sqrt((y-t)^2 + epsilon^2) - epsilon; y = 1; t = 2; epsilon = 0.1"},
      {R"(L = \left\lvert y - \hat{y} \right\rvert + \lambda\lvert w\rvert; y = 1; \hat{y} = 0.2; w = -2; \lambda = 0.1)",
       "L = abs(y - y_hat) + lambda*abs(w); y = 1; y_hat = 0.2; w = -2; lambda = 0.1"},
      {R"(\mathcal{L} = \frac{1}{2}\lVert y - \hat{y} \rVert_2^2 + \frac{\lambda}{2}\left\|w\right\|^2; y = 1; \hat{y} = 0.2; w = -2; \lambda = 0.1)",
       "L = 1/2*abs(y - y_hat)^2 + lambda/2*abs(w)^2; y = 1; y_hat = 0.2; w = -2; lambda = 0.1"},
      {R"(\mathcal{L}_{\text{triplet}} = \max\left(0, d_{+} - d_{-} + \alpha\right); d_{+} = 1; d_{-} = 0.4; \alpha = 0.2)",
       "L_triplet = max(0, d_p - d_m + alpha); d_p = 1; d_m = 0.4; alpha = 0.2"},
  });
}

TEST_CASE("from lecture notes: neurons, softmax, attention") {
  check_pairs({
      {R"(\begin{aligned}
z &= w_{1}x_{1} + w_{2}x_{2} + b, \\
\hat{y} &= \sigma(z) = \frac{1}{1+e^{-z}}.
\end{aligned}
w_1 = 0.5; w_2 = -1; x_1 = 2; x_2 = 0.3; b = 0.1)", "z = w1*x1 + w2*x2 + b; y_hat = 1/(1+exp(-z)); w1 = 0.5; w2 = -1; x1 = 2; x2 = 0.3; b = 0.1"},
      {R"(\begin{align*}
  z^{[1]} &= w^{[1]} x + b^{[1]} \\
  a^{[1]} &= \tanh\bigl(z^{[1]}\bigr) \\
  z^{[2]} &= w^{[2]} a^{[1]} + b^{[2]} \\
  a^{[2]} &= \sigma\bigl(z^{[2]}\bigr)
\end{align*}
w^{[1]} = 0.5; b^{[1]} = 0.1; w^{[2]} = -1; b^{[2]} = 0.2; x = 2)",
       "z_1 = w_1*x + b_1; a_1 = tanh(z_1); z_2 = w_2*a_1 + b_2; a_2 = sigmoid(z_2); w_1 = 0.5; b_1 = 0.1; w_2 = -1; b_2 = 0.2; x = 2"},
      {R"($a_1^{(2)} = g\left(\theta_{10}^{(1)} x_0 + \theta_{11}^{(1)} x_1\right)$
$g(z) = \frac{1}{1+e^{-z}}$
x_0 = 1; x_1 = 2; \theta_{10}^{(1)} = 0.3; \theta_{11}^{(1)} = -0.2)",
       "a_1_2 = 1/(1+exp(-(theta_10_1*x0 + theta_11_1*x1))); x0 = 1; x1 = 2; theta_10_1 = 0.3; theta_11_1 = -0.2"},
      {R"(f(x;\, w, b) = \sigma\!\left(w^\top x + b\right); w = 0.5; x = 2; b = 0.1)", "f = sigmoid(w*x + b); w = 0.5; x = 2; b = 0.1"},
      {R"(p_1 = \frac{\exp(z_1)}{\sum_{j=1}^{3} \exp(z_j)}; z_1 = 1; z_2 = 2; z_3 = 0.5)", "p1 = exp(z1)/(exp(z1) + exp(z2) + exp(z3)); z1 = 1; z2 = 2; z3 = 0.5"},
      {R"(\mathrm{softmax}_1 = \dfrac{e^{z_1/T}}{e^{z_1/T} + e^{z_2/T}}; T = 0.5; z_1 = 1; z_2 = 2)",
       "softmax_1 = exp(z1/T)/(exp(z1/T) + exp(z2/T)); T = 0.5; z1 = 1; z2 = 2"},
      {R"(L = -\sum_{i=1}^{2} y_i \log \frac{e^{z_i}}{\sum_{j=1}^{2} e^{z_j}}; y_1 = 1; y_2 = 0; z_1 = 0.3; z_2 = 0.8)",
       "L = -(y1*log(exp(z1)/(exp(z1)+exp(z2))) + y2*log(exp(z2)/(exp(z1)+exp(z2)))); y1 = 1; y2 = 0; z1 = 0.3; z2 = 0.8"},
      {R"(L_i = -s_{y_i} + \log\sum_{j=1}^{2} e^{s_j}; s_{y_i} = 0.2; s_1 = 0.2; s_2 = 1)", "L_i = -s_y_i + log(exp(s1)+exp(s2)); s_y_i = 0.2; s1 = 0.2; s2 = 1"},
      {R"(e_{ij} = \frac{q_i \cdot k_j}{\sqrt{d_k}},\quad q_i = 0.3,\quad k_j = 2,\quad d_k = 64)", "e_ij = q_i*k_j/sqrt(d_k); q_i = 0.3; k_j = 2; d_k = 64"},
      {R"(\alpha_1 = \frac{\exp\left(\frac{q k_1}{\sqrt{d}}\right)}{\exp\left(\frac{q k_1}{\sqrt{d}}\right) + \exp\left(\frac{q k_2}{\sqrt{d}}\right)}; q = 1; k_1 = 0.3; k_2 = 0.9; d = 4)",
       "alpha1 = exp(q*k1/sqrt(d))/(exp(q*k1/sqrt(d)) + exp(q*k2/sqrt(d))); q = 1; k1 = 0.3; k2 = 0.9; d = 4"},
      {R"(\operatorname{GELU}(x) = \frac{x}{2}\Big[1+\tanh\Big(\sqrt{2/\pi}\,\big(x+0.044715\,x^3\big)\Big)\Big]
y = \operatorname{GELU}(0.7u); u = 2)", "y = 0.7*u/2*(1 + tanh(sqrt(2/pi)*(0.7*u + 0.044715*(0.7*u)^3))); u = 2"},
      {R"(y = \operatorname{ReLU}(w_1 x + b_1)\,w_2 + b_2; w_1 = 0.5; x = 2; b_1 = 0.1; w_2 = -1; b_2 = 0.2)", "y = relu(w1*x + b1)*w2 + b2; w1 = 0.5; x = 2; b1 = 0.1; w2 = -1; b2 = 0.2"},
      {R"(f = \text{swish}(x); \text{swish}(z) = z \cdot \sigma(\beta z); \beta = 1.5; x = 0.4)", "f = x*sigmoid(beta*x); beta = 1.5; x = 0.4"},
      {R"($$\tanh z = \frac{e^{z}-e^{-z}}{e^{z}+e^{-z}}$$
z = 0.4)", "tanh_z = (exp(z)-exp(-z))/(exp(z)+exp(-z)); z = 0.4"},
      {R"(\sigma'(z) = \sigma(z)\left(1-\sigma(z)\right), z = 0.3)", "sigma_prime = sigmoid(z)*(1-sigmoid(z)); z = 0.3"},
      {R"(\hat{y} = \mathbf{w} \cdot \mathbf{x} + b \quad \text{where } \mathbf{w} = 2,\ \mathbf{x} = 3,\ b = 1)", "y_hat = w*x + b; w = 2; x = 3; b = 1"},
  });
}

TEST_CASE("from lecture notes: normalisation and gates") {
  check_pairs({
      {R"(\begin{align}
\mu &= \frac{1}{3}\sum_{i=1}^{3} x_i \tag{1}\\
\sigma^2 &= \frac{1}{3}\sum_{i=1}^{3} (x_i - \mu)^2 \\
\hat{x}_1 &= \frac{x_1 - \mu}{\sqrt{\sigma^2 + \epsilon}} \\
y_1 &= \gamma \hat{x}_1 + \beta
\end{align}
x_1 = 1; x_2 = 2; x_3 = 4; \gamma = 1.5; \beta = 0.2; \epsilon = 10^{-5})",
       "mu = 1/3*(x1+x2+x3); sigma_sq = 1/3*((x1-mu)^2+(x2-mu)^2+(x3-mu)^2); x_hat_1 = (x1-mu)/sqrt(sigma_sq+epsilon); y1 = gamma*x_hat_1 + beta; "
       "x1 = 1; x2 = 2; x3 = 4; gamma = 1.5; beta = 0.2; epsilon = 1e-5"},
      {R"(\mathrm{LN}(x_1) = \gamma\,\frac{x_1 - \mu}{\sigma + \epsilon} + \beta; x_1 = 1; \mu = 0.4; \sigma = 2; \epsilon = 0.001; \gamma = 1.1; \beta = 0.1)",
       "LN = gamma*((x1-mu)/(sigma+epsilon)) + beta; x1 = 1; mu = 0.4; sigma = 2; epsilon = 0.001; gamma = 1.1; beta = 0.1"},
      {R"(\bar{x} = \frac{x_1 + x_2}{2}; \tilde{x} = x_1 - \bar{x}; x_1 = 1; x_2 = 4)", "x_bar = (x1+x2)/2; x_tilde = x1 - x_bar; x1 = 1; x2 = 4"},
      {R"(\begin{aligned}
f_t &= \sigma(w_f x_t + u_f h_{t-1} + b_f) \\
i_t &= \sigma(w_i x_t + u_i h_{t-1} + b_i) \\
o_t &= \sigma(w_o x_t + u_o h_{t-1} + b_o) \\
\tilde{c}_t &= \tanh(w_c x_t + u_c h_{t-1} + b_c) \\
c_t &= f_t \odot c_{t-1} + i_t \odot \tilde{c}_t \\
h_t &= o_t \odot \tanh(c_t)
\end{aligned}
x_t = 0.5; h_{t-1} = 0.2; c_{t-1} = -0.3; w_f = 0.1; u_f = 0.2; b_f = 0.3; w_i = 0.4; u_i = 0.5; b_i = 0.6; w_o = 0.7; u_o = 0.8; b_o = 0.9; w_c = 1; u_c = 1.1; b_c = 1.2)",
       "f_t = sigmoid(w_f*x_t + u_f*h_tm1 + b_f); i_t = sigmoid(w_i*x_t + u_i*h_tm1 + b_i); o_t = sigmoid(w_o*x_t + u_o*h_tm1 + b_o)\n"
       "c_tilde_t = tanh(w_c*x_t + u_c*h_tm1 + b_c); c_t = f_t*c_tm1 + i_t*c_tilde_t; h_t = o_t*tanh(c_t)\n"
       "x_t = 0.5; h_tm1 = 0.2; c_tm1 = -0.3; w_f = 0.1; u_f = 0.2; b_f = 0.3; w_i = 0.4; u_i = 0.5; b_i = 0.6; w_o = 0.7; u_o = 0.8; b_o = 0.9; w_c = 1; u_c = 1.1; b_c = 1.2"},
      {R"(h_t = (1 - z_t) \circ h_{t-1} + z_t \circ \hat{h}_t; z_t = 0.3; h_{t-1} = 0.5; \hat{h}_t = -0.2)", "h_t = (1-z_t)*h_tm1 + z_t*h_hat_t; z_t = 0.3; h_tm1 = 0.5; h_hat_t = -0.2"},
      {R"($c' = f c + i g$; f = 0.4; c = 1; i = 0.3; g = -1)", "c_prime = f*c + i*g; f = 0.4; c = 1; i = 0.3; g = -1"},
      {R"(w^{\prime} = w - \eta\, g; \eta = 0.1; w = 2; g = 0.3)", "w_prime = w - eta*g; eta = 0.1; w = 2; g = 0.3"},
      {R"(\hat{m}_t = \frac{m_t}{1 - \beta_1^t}; \beta_1 = 0.9; t = 3; m_t = 0.5)", "m_hat_t = m_t/(1 - beta_1^t); beta_1 = 0.9; t = 3; m_t = 0.5"},
      {R"(\theta_{t+1} = \theta_t - \frac{\eta}{\sqrt{\hat{v}_t} + \epsilon}\,\hat{m}_t; \theta_t = 1; \eta = 0.1; \hat{v}_t = 4; \epsilon = 10^{-8}; \hat{m}_t = 0.3)",
       "theta_tp1 = theta_t - eta/(sqrt(v_hat_t) + epsilon)*m_hat_t; theta_t = 1; eta = 0.1; v_hat_t = 4; epsilon = 1e-8; m_hat_t = 0.3"},
      {R"(m_t = \beta_1 m_{t-1} + (1-\beta_1) g_t; m_{t-1} = 0.3; \beta_1 = 0.9; g_t = 2)", "m_t = beta_1*m_tm1 + (1-beta_1)*g_t; m_tm1 = 0.3; beta_1 = 0.9; g_t = 2"},
      {R"(v_t = \beta_2 v_{t-1} + (1-\beta_2) g_t^2; v_{t-1} = 0.3; \beta_2 = 0.999; g_t = 2)", "v_t = beta_2*v_tm1 + (1-beta_2)*g_t^2; v_tm1 = 0.3; beta_2 = 0.999; g_t = 2"},
  });
}

TEST_CASE("from lecture notes: probability") {
  check_pairs({
      {R"(p(x) = \frac{1}{\sqrt{2\pi\sigma^2}}\exp\left\{-\frac{(x-\mu)^2}{2\sigma^2}\right\}; x = 1; \mu = 0.3; \sigma = 1.2)",
       "p = 1/sqrt(2*pi*sigma^2)*exp(-((x-mu)^2)/(2*sigma^2)); x = 1; mu = 0.3; sigma = 1.2"},
      {R"(\mathcal{N}(x \mid \mu, \sigma^2) = \frac{1}{\sigma\sqrt{2\pi}}\, e^{-\frac{1}{2}\left(\frac{x-\mu}{\sigma}\right)^2}; x = 1; \mu = 0.3; \sigma = 1.2)",
       "N = 1/(sigma*sqrt(2*pi))*exp(-1/2*((x-mu)/sigma)^2); x = 1; mu = 0.3; sigma = 1.2"},
      {R"(p(x;\mu,\sigma) = {1 \over \sigma \sqrt{2\pi}} e^{-{(x-\mu)^2 \over 2\sigma^2}}; x = 1; \mu = 0.3; \sigma = 1.2)",
       "p = 1/(sigma*sqrt(2*pi))*exp(-((x-mu)^2/(2*sigma^2))); x = 1; mu = 0.3; sigma = 1.2"},
      {R"(\log p = -\tfrac12 \log(2\pi) - \log\sigma - \frac{(x-\mu)^2}{2\sigma^2}; x = 1; \mu = 0.3; \sigma = 1.2)",
       "log_p = -0.5*log(2*pi) - log(sigma) - (x-mu)^2/(2*sigma^2); x = 1; mu = 0.3; sigma = 1.2"},
      {R"(z = \mu + \sigma \odot \epsilon; \mu = 0.3; \sigma = 1.2; \epsilon = 0.5)", "z = mu + sigma*epsilon; mu = 0.3; sigma = 1.2; epsilon = 0.5"},
      {R"(P(k) = \frac{\lambda^k e^{-\lambda}}{6}; k = 3; \lambda = 2)", "P = lambda^k*exp(-lambda)/6; k = 3; lambda = 2"},
      {R"(H(p) = -p\log_2 p - (1-p)\log_2(1-p); p = 0.3)", "H = -p*log(p)/log(2) - (1-p)*log(1-p)/log(2); p = 0.3"},
      {R"(L(\theta) = \prod_{i=1}^{3} \theta^{x_i}(1-\theta)^{1-x_i}; \theta = 0.4; x_1 = 1; x_2 = 0; x_3 = 1)",
       "L = theta^x1*(1-theta)^(1-x1)*(theta^x2*(1-theta)^(1-x2))*(theta^x3*(1-theta)^(1-x3)); theta = 0.4; x1 = 1; x2 = 0; x3 = 1"},
      {R"(\ell(\theta) = \sum_{i=1}^{2}\bigl[x_i\ln\theta + (1-x_i)\ln(1-\theta)\bigr]; \theta = 0.4; x_1 = 1; x_2 = 0)",
       "l = x1*log(theta) + (1-x1)*log(1-theta) + (x2*log(theta) + (1-x2)*log(1-theta)); theta = 0.4; x1 = 1; x2 = 0"},
      {R"(k(x,x') = \sigma_f^2 \exp\!\left(-\frac{(x-x')^2}{2\ell^2}\right); \sigma_f = 1.1; x = 1; x' = 0.4; \ell = 0.7)",
       "k = sigma_f^2*exp(-((x-x_prime)^2)/(2*l^2)); sigma_f = 1.1; x = 1; x_prime = 0.4; l = 0.7"},
      {R"(k(x, y) = \exp\left(-\gamma\|x-y\|^2\right); \gamma = 0.5; x = 1; y = 2)", "k = exp(-gamma*abs(x-y)^2); gamma = 0.5; x = 1; y = 2"},
      {R"(\operatorname{logit}(p) = \ln\!\Big(\frac{p}{1-p}\Big); p = 0.3)", "logit = log(p/(1-p)); p = 0.3"},
  });
}

TEST_CASE("from lecture notes: mathematics and physics, with noise") {
  check_pairs({
      {R"(f(x,y) = 2xy + \sin^{2}(x)\cos y,\qquad x = 0.3,\; y = 2.)", "f = 2*x*y + sin(x)^2*cos(y); x = 0.3; y = 2"},
      {R"($$f(x, y) = x^2y + y + 2$$ where $x = 3$ and $y = 4$.)", "f = x^2*y + y + 2; x = 3; y = 4"},
      {R"(\( f(x) = \frac{\sin(x)}{x} \) for \( x = 2 \).)", "f = sin(x)/x; x = 2"},
      {R"(Let $x = 2$ and $y = 3$. Then $f = xy + x$.)", "f = x*y + x; x = 2; y = 3"},
      {R"(f = {x^2 + 1 \over x - 1}; x = 3)", "f = (x^2+1)/(x-1); x = 3"},
      {R"(f = 1 + {x \over 1 + {x \over 2}}; x = 3)", "f = 1 + x/(1+x/2); x = 3"},
      {R"(T = 2\pi\sqrt{\frac{\ell}{g}}; \ell = 2; g = 9.81)", "T = 2*pi*sqrt(l/g); l = 2; g = 9.81"},
      {R"(E_{\text{kin}} = \tfrac{1}{2}\,m v^{2}; m = 2; v = 3)", "E_kin = 0.5*m*v^2; m = 2; v = 3"},
      {R"(s(t) = s_0 + v_0 t + \frac{1}{2} a t^2; s_0 = 1; v_0 = 2; a = 9.8; t = 3)", "s = s_0 + v_0*t + 1/2*a*t^2; s_0 = 1; v_0 = 2; a = 9.8; t = 3"},
      {R"(F = \frac{1}{4\pi\varepsilon_0}\,\frac{q_1 q_2}{r^2}; \varepsilon_0 = 0.1; q_1 = 2; q_2 = 3; r = 2)", "F = 1/(4*pi*epsilon_0)*(q1*q2/r^2); epsilon_0 = 0.1; q1 = 2; q2 = 3; r = 2"},
      {R"(I = I_0 \left( e^{\frac{qV}{nkT}} - 1 \right); I_0 = 2; q = 1; V = 0.3; n = 1; k = 0.5; T = 2)", "I = I_0*(exp(q*V/(n*k*T)) - 1); I_0 = 2; q = 1; V = 0.3; n = 1; k = 0.5; T = 2"},
      {R"(u_{x} = \frac{u' + v}{1 + \frac{u'v}{c^2}}; u' = 0.3; v = 0.5; c = 1)", "u_x = (u_prime + v)/(1 + u_prime*v/c^2); u_prime = 0.3; v = 0.5; c = 1"},
      {R"(E = \sqrt{(pc)^2 + (m_0c^2)^2}; p = 1; c = 2; m_0 = 0.3)", "E = sqrt((p*c)^2 + (m_0*c^2)^2); p = 1; c = 2; m_0 = 0.3"},
      {R"(\psi = A e^{-\kappa x}\cos(kx - \omega t); A = 2; \kappa = 0.1; x = 1; k = 3; \omega = 2; t = 0.2)",
       "psi = A*exp(-kappa*x)*cos(k*x - omega*t); A = 2; kappa = 0.1; x = 1; k = 3; omega = 2; t = 0.2"},
      {R"(f = \sqrt[n]{x}\cdot\sqrt{\,x\,}; n = 3; x = 2)", "f = x^(1/n)*sqrt(x); n = 3; x = 2"},
      {R"(f = a\left\{b + c\left[d - (a+b)\right]\right\}; a = 1; b = 2; c = 3; d = 5)", "f = a*(b + c*(d - (a+b))); a = 1; b = 2; c = 3; d = 5"},
      {R"(f = \frac{x}{y}\bigg/\frac{y}{2}; x = 1; y = 3)", "f = (x/y)/(y/2); x = 1; y = 3"},
      {R"(f = x\,\mathrm{e}^{-x^2/2}; x = 0.4)", "f = x*exp(-(x^2/2)); x = 0.4"},
      {R"(f = \mathrm{sin}(x) + \text{exp}(-x) + \mathrm{max}(x, 1); x = 0.4)", "f = sin(x) + exp(-x) + max(x, 1); x = 0.4"},
      {R"(f(x_1,x_2)=\ln (x_1)+x_1x_2-\sin(x_2), x_1 = 2, x_2 = 5)", "f = log(x1) + x1*x2 - sin(x2); x1 = 2; x2 = 5"},
      {R"(y = \left. x^2 + 1 \right.; x = 2)", "y = x^2 + 1; x = 2"},
      {R"(f = (x+1)\times 10^{-2}; x = 2)", "f = (x+1)*1e-2; x = 2"},
      {R"(f = 6.02 \times 10^{2}\, x; x = 2)", "f = 602*x; x = 2"},
      {R"(f = 1{,}000x; x = 2)", "f = 1000*x; x = 2"},
      {R"(f = 1{,}000{,}000x + 0{,}5; x = 2{,}25)", "f = 1000000*x + 0.5; x = 2.25"},
      {R"(f = 1{,}0x + 0{,}125; x = 2)", "f = 1*x + 0.125; x = 2"},
      {R"(f=\cos\theta\sin\phi+\cos^2\!\theta; \theta=0.3; \phi=1)", "f = cos(theta)*sin(phi) + cos(theta)^2; theta = 0.3; phi = 1"},
      {R"(f = \log{(1+x)} + \sin{x} + \cos{(x)}^2; x = 0.3)", "f = log(1+x) + sin(x) + cos(x)^2; x = 0.3"},
      {R"(f = e^{x}e^{y} + \exp{(x y)}; x = 0.3; y = 0.1)", "f = exp(x)*exp(y) + exp(x*y); x = 0.3; y = 0.1"},
      {R"(f = x_{1}^{2}x_{2} + x_1^{\,3}; x_1 = 0.3; x_2 = 0.1)", "f = x1^2*x2 + x1^3; x1 = 0.3; x2 = 0.1"},
      {R"(\begin{eqnarray}
u & = & x + y \\
f & = & u^2
\end{eqnarray}
x = 1; y = 2)", "u = x + y; f = u^2; x = 1; y = 2"},
      {R"(f = \sum_{i=1}^{2}\sum_{j=1}^{2} w_{ij} x_i x_j; w_{11} = 1; w_{12} = 2; w_{21} = 3; w_{22} = 4; x_1 = 0.5; x_2 = 0.2)",
       "f = w11*x1*x1 + w12*x1*x2 + (w21*x2*x1 + w22*x2*x2); w11 = 1; w12 = 2; w21 = 3; w22 = 4; x1 = 0.5; x2 = 0.2"},
      {R"(f = \sum\nolimits_{k=1}^{3} \frac{x^k}{k}; x = 0.5)", "f = x + x^2/2 + x^3/3; x = 0.5"},
      {R"(f = \prod_{k=1}^{2}\left(1 - \frac{x}{k}\right); x = 0.5)", "f = (1-x)*(1-x/2); x = 0.5"},
  });
}
