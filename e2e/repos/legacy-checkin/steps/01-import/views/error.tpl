<p>{{message}}</p>
